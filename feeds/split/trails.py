"""Breadcrumbs: the way from a site's front page down to an article."""

import re

_TRAIL = re.compile(r"\s[>›»→❯▸⟩]\s")  # signs that nothing but a breadcrumb has
_HOME = re.compile(
    r"(?i:home|homepage|start|forside|startsida|portada|página inicial|página principal|"
    r"hoofdpagina|főoldal|címlap|domov|startseite|accueil|inicio|início|hjem|hem|strona główna|"
    r"главная|úvod|domů|etusivu|kezdőlap|acasă|inici|beranda|trang chủ|головна|početna|naslovnica|"
    r"αρχική|الرئيسية|ana ?sayfa|ホーム|トップ|首页|首頁|홈)\s*[>›»→|/·•❯▸⟩]"
)
_CRUMB = re.compile(r"\s*(?:[>›»→|·•❯▸⟩]|::|(?<=\s)[/\\](?=\s))\s*")


def is_trail(text: str) -> bool:
    """Return whether a line is a breadcrumb: by its marks, or because it begins at home."""
    return bool(_TRAIL.search(text) or _HOME.match(text))


def begins_at_home(text: str) -> bool:
    """Return whether a line begins with the name of a front page and a sign."""
    return _HOME.match(text) is not None


def has_steps(text: str) -> bool:
    """Return whether a line has any sign between two steps."""
    return _CRUMB.search(text) is not None


def last_crumb(text: str) -> str:
    crumbs = [c for c in _CRUMB.split(text) if c.strip()]
    return crumbs[-1].strip(" >›»/") if crumbs else ""
