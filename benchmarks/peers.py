"""What Hugo, Pelican and Eleventy need to make of our posts what Feedmill makes of them.

Settings and templates, as small as they can be: a page a post, a listing, and RSS and Atom
of the newest 50 in full, of the site and of each category.
"""

from pathlib import Path

_PAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>{body}</html>\n"

_HUGO = """\
baseURL = "https://bench.example/"
title = "Bench"
disableKinds = ["taxonomy", "term", "sitemap"]
[permalinks.page]
"/**" = "/:year/:month/:slug/"
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "atom"
[outputFormats.rss]
baseName = "rss"
[outputs]
home = ["html", "rss", "atom"]
section = ["html", "rss", "atom"]
"""
_HUGO_ENTRIES = "{{ range first 50 (sort .Site.RegularPages `Date` `desc`) }}"
_HUGO_OWN = "{{ range first 50 (sort .RegularPagesRecursive `Date` `desc`) }}"
_HUGO_ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>\
<updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated>
%s<entry><id>{{ .Params.id }}</id><title>{{ .Title }}</title><link href="{{ .Permalink }}"/>\
<updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated>\
<content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>
"""
_HUGO_RSS = """\
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link>\
<description>{{ .Title }}</description>
%s<item><guid isPermaLink="false">{{ .Params.id }}</guid><title>{{ .Title }}</title>\
<link>{{ .Permalink }}</link>\
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>\
<description>{{ .Content | html }}</description></item>
{{ end }}</channel></rss>
"""


def furnish_hugo(root: Path) -> None:
    """Write Hugo's settings and layouts; each folder of content is a section."""
    _write(root, "hugo.toml", _HUGO)
    item = '<p><a href="{{ .Permalink }}">{{ .Title }}</a></p>{{ end }}'
    single = _PAGE.format(title="{{ .Title }}", body="<h1>{{ .Title }}</h1>{{ .Content }}")
    _write(root, "layouts/_default/single.html", single)
    for kind, entries in (("home", _HUGO_ENTRIES), ("section", _HUGO_OWN)):
        listing = _PAGE.format(title="{{ .Title }}", body=entries + item)
        _write(root, f"layouts/_default/{kind}.html", listing)
        _write(root, f"layouts/_default/{kind}.rss.xml", _HUGO_RSS % entries)
        _write(root, f"layouts/_default/{kind}.atom.xml", _HUGO_ATOM % entries)


_PELICAN = """\
SITENAME = "Bench"
SITEURL = "https://bench.example"
AUTHOR = "Bench"
TIMEZONE = "UTC"
PATH = "content"
THEME = "theme"
ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM, FEED_ALL_RSS = "atom.xml", "rss.xml"
CATEGORY_FEED_ATOM, CATEGORY_FEED_RSS = "{slug}/atom.xml", "{slug}/rss.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
DEFAULT_PAGINATION = False
PAGINATED_TEMPLATES = {}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
"""


def furnish_pelican(root: Path) -> None:
    """Write Pelican's settings and theme; it caches what its generators read."""
    _write(root, "pelicanconf.py", _PELICAN)
    item = '<p><a href="{{ SITEURL }}/{{ article.url }}">{{ article.title }}</a></p>'
    listing = f"{{% for article in articles[:50] %}}{item}{{% endfor %}}"
    article = "<h1>{{ article.title }}</h1>{{ article.content }}"
    for name, body in (("index", listing), ("category", listing), ("article", article)):
        _write(
            root, f"theme/templates/{name}.html", _PAGE.format(title="{{ SITENAME }}", body=body)
        )
    (root / "theme/static").mkdir()


_ELEVENTY = """\
export default function (config) {
  const newest = (posts) => posts.sort((a, b) => b.date - a.date).slice(0, 50);
  config.addCollection("newest", (api) => newest(api.getFilteredByGlob("posts/**/*.md")));
  config.addCollection("wards", (api) => {
    const wards = {};
    for (const post of api.getFilteredByGlob("posts/**/*.md")) {
      (wards[post.data.category.toLowerCase().replace(" ", "-")] ??= []).push(post);
    }
    return Object.entries(wards).map(([term, posts]) => ({ term, posts: newest(posts) }));
  });
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("utc", (date) => date.toUTCString());
  return { markdownTemplateEngine: false };
}
"""
_ELEVENTY_POSTS = """\
export default {
  layout: "post.njk",
  permalink: (data) => {
    const day = data.page.date.toISOString();
    return `/${day.slice(0, 4)}/${day.slice(5, 7)}/${data.slug}/index.html`;
  },
};
"""
_ELEVENTY_SITE = "---\npermalink: /{name}\n---\n{{% set posts = collections.newest %}}"
_ELEVENTY_WARD = (
    "---\npagination: {{data: collections.wards, size: 1, alias: ward}}\n"
    "permalink: /{{{{ ward.term }}}}/{name}\n---\n{{% set posts = ward.posts %}}"
)
_ELEVENTY_LISTS = {
    "index.html": _PAGE.format(
        title="Bench",
        body='{% for post in posts %}<p><a href="{{ post.url }}">{{ post.data.title }}</a></p>'
        "{% endfor %}",
    ),
    "rss.xml": (
        '<rss version="2.0"><channel><title>Bench</title><link>https://bench.example/</link>'
        "<description>Bench</description>{% for post in posts %}<item>"
        '<guid isPermaLink="false">{{ post.data.id }}</guid><title>{{ post.data.title }}</title>'
        "<link>https://bench.example{{ post.url }}</link><pubDate>{{ post.date | utc }}</pubDate>"
        "<description>{{ post.templateContent | escape }}</description></item>{% endfor %}"
        "</channel></rss>\n"
    ),
    "atom.xml": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title>'
        "<id>https://bench.example/</id><updated>{{ posts[0].date | iso }}</updated>"
        "{% for post in posts %}<entry><id>{{ post.data.id }}</id>"
        "<title>{{ post.data.title }}</title>"
        '<link href="https://bench.example{{ post.url }}"/><updated>{{ post.date | iso }}</updated>'
        '<content type="html">{{ post.templateContent | escape }}</content></entry>{% endfor %}'
        "</feed>\n"
    ),
}


def furnish_eleventy(root: Path) -> None:
    """Write Eleventy's settings and templates."""
    _write(root, "package.json", '{"type": "module"}\n')
    _write(root, "eleventy.config.js", _ELEVENTY)
    _write(root, "posts/posts.11tydata.js", _ELEVENTY_POSTS)
    page = _PAGE.format(title="{{ title }}", body="<h1>{{ title }}</h1>{{ content | safe }}")
    _write(root, "_includes/post.njk", page)
    for name, body in _ELEVENTY_LISTS.items():
        stem = name.replace(".", "-")
        _write(root, f"site-{stem}.njk", _ELEVENTY_SITE.format(name=name) + body)
        _write(root, f"ward-{stem}.njk", _ELEVENTY_WARD.format(name=name) + body)


def _write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
