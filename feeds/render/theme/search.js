// Searches the index beside this page. Without scripts the page says what to do instead.
const SHOWN = 10; // results at a time
const [form, found, list, more] = ["form", "#found", "#results", "#more"].map((name) =>
  document.querySelector(name));
let pagefind, version; // of the index: it is made anew while this page is open
let results = [];
let turn = 0; // of the last question: an answer to one before it comes too late

async function index() {
  const entry = await fetch("pagefind/pagefind-entry.json", { cache: "no-cache" });
  const now = await entry.text();
  if (!entry.ok) throw new Error(entry.statusText);
  if (now !== version) {
    const { createInstance } = await import("./pagefind/pagefind.js");
    await pagefind?.destroy();
    pagefind = createInstance({ noWorker: true, baseUrl: new URL("..", location).pathname });
    version = now;
  }
  return pagefind;
}

// What was found is marked in the excerpt, and the rest of it is text, whatever it looks like.
function excerpt(marked) {
  const made = document.createElement("p");
  made.className = "summary";
  made.append("… "); // it begins and ends within the text
  marked.split(/<mark>(.*?)<\/mark>/s).forEach((piece, place) => {
    const text = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (place % 2) made.appendChild(document.createElement("mark")).textContent = text;
    else made.append(text);
  });
  made.append(" …");
  return made;
}

function item({ url, meta, excerpt: marked }) {
  const made = document.createElement("li");
  const heading = made.appendChild(document.createElement("h2"));
  const link = heading.appendChild(document.createElement("a"));
  made.lang = meta.language;
  made.dir = meta.direction;
  link.href = url;
  link.textContent = meta.title;
  const below = made.appendChild(document.createElement("p"));
  below.className = "meta";
  below.textContent = `${meta.category} · ${meta.day}`;
  made.append(excerpt(marked));
  return made;
}

async function show() {
  const mine = turn;
  const shown = await Promise.all(results.splice(0, SHOWN).map((result) => result.data()));
  if (mine !== turn) return;
  const items = shown.map(item);
  list.append(...items);
  more.hidden = !results.length;
  return items[0];
}

async function search() {
  const asked = form.q.value.trim();
  const mine = ++turn;
  try {
    const answer = asked ? (await (await index()).search(asked)).results : [];
    if (mine !== turn) return;
    results = answer;
    list.replaceChildren();
    const { found: some, none } = found.dataset;
    found.textContent = answer.length ? some.replace("{count}", answer.length) : asked && none;
    await show();
  } catch {
    if (mine === turn) found.textContent = found.dataset.failed;
  }
}

let pause;
form.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 300);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  history.replaceState(null, "", `?${new URLSearchParams({ q: form.q.value })}`);
  search();
});
more.addEventListener("click", async () => (await show())?.querySelector("a").focus());

form.hidden = false;
form.q.value = new URLSearchParams(location.search).get("q") ?? "";
if (form.q.value) search();
