// The queue while it is open. News of a row that is shown draw that row anew where it stands; cases
// that have come are counted on a button and shown when it is pressed, so that nothing moves under
// the clerk's hands. X marks a row.

const patience = 600; // news within this are asked about together
const least = 2_000; // between two questions
const gap = 100; // cases that may come while the stream stands still and be told afterwards

let touched = new Set();
let others = new Set();
let fresh = new Set();
let all = false; // everything shown may have changed
let due = 0;
let last = 0;

const form = () => document.getElementById("marked");
const shown = () => [...document.querySelectorAll("#rows tr[data-case]")];
const newest = () => Number(document.getElementById("views").dataset.newest);
const spoken = (text) => (document.getElementById("spoken").textContent = text);

function later() {
  if (due || document.hidden) return;
  due = setTimeout(ask, Math.max(patience, last + least - Date.now()));
}

async function ask() {
  due = 0;
  last = Date.now();
  const rows = shown().map((tr) => tr.dataset.case);
  const changed = all ? rows : rows.filter((id) => touched.has(id));
  if (all) for (let id = newest() + 1; id <= newest() + gap; id++) others.add(String(id)); // what no news told of
  const came = [...others].filter((id) => !rows.includes(id));
  [touched, others, all] = [new Set(), new Set(), false];
  const asked = new URLSearchParams(location.search);
  asked.set("visas", changed.slice(0, 200).join(","));
  asked.set("nya", came.slice(0, 200).join(","));
  const answer = await fetch("/ko/andrat", { method: "POST", body: asked }).catch(() => null);
  if (answer?.status === 401) document.dispatchEvent(new CustomEvent("kontakten:ended"));
  if (!answer?.ok) return;
  const got = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("changed");
  for (const id of changed) redraw(id, got.querySelector(`tr[data-case="${id}"]`));
  views(got.querySelector("#views"));
  count(came, got.dataset.fresh ? got.dataset.fresh.split(",") : []);
}

// redraw puts a row's cells in place of the old ones. The row itself stays, and so do its place, its
// mark and the focus in it. What is there no longer is struck out.
function redraw(id, now) {
  const row = document.querySelector(`#rows tr[data-case="${id}"]`);
  if (!row) return;
  const member = row.classList.contains("member");
  if (!now) {
    row.classList.add("gone");
    row.querySelector("input[name=arende]")?.remove();
    return;
  }
  row.classList.toggle("gone", now.classList.contains("gone"));
  let differs = false;
  for (const [i, cell] of [...now.cells].entries()) {
    const old = row.cells[i];
    if (cell.matches(".t-mark") && cell.innerHTML !== "" && old.firstElementChild) continue;
    if (cell.matches(".t-company") && (member || old.contains(document.activeElement))) continue;
    if (old.innerHTML === cell.innerHTML) continue;
    old.innerHTML = cell.innerHTML;
    old.className = cell.className;
    differs ||= !cell.matches(".t-age");
  }
  if (differs) {
    row.removeAttribute("data-new");
    requestAnimationFrame(() => row.setAttribute("data-new", ""));
  }
  marks();
}

function views(now) {
  const old = document.getElementById("views");
  const links = old.querySelectorAll("a");
  old.dataset.newest = now.dataset.newest;
  for (const [i, link] of now.querySelectorAll("a").entries()) {
    if (links[i]?.getAttribute("href") !== link.getAttribute("href")) return old.replaceWith(now);
    if (links[i].innerHTML !== link.innerHTML) links[i].innerHTML = link.innerHTML;
    links[i].classList.toggle("urgent", link.classList.contains("urgent"));
  }
}

function count(asked, held) {
  for (const id of asked) fresh.delete(id);
  const before = fresh.size;
  for (const id of held) fresh.add(id);
  const button = document.getElementById("fresh");
  if (!button) return;
  button.hidden = fresh.size === 0;
  button.textContent = fresh.size === 1 ? "1 nytt – visa" : `${fresh.size} nya – visa`;
  if (!before && fresh.size) spoken(fresh.size === 1 ? "Ett nytt ärende har kommit." : `${fresh.size} nya ärenden har kommit.`);
}

document.addEventListener("kontakten:live", ({ detail: news }) => {
  const id = String(news.id);
  if (news.kind === "resync") all = true;
  else if (news.kind === "case") (document.querySelector(`#rows tr[data-case="${id}"]`) ? touched : others).add(id);
  else if (news.kind === "here" && document.querySelector(`#rows tr[data-case="${id}"]`)) touched.add(id);
  else if (news.kind !== "list") return;
  later();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && (all || touched.size || others.size)) later();
});
document.addEventListener("htmx:afterSettle", (e) => {
  if (e.detail.elt?.id !== "queue") return;
  fresh = new Set();
  document.querySelector("#rows a.row")?.focus();
  marks();
});

// Ages grow by themselves, and a claim that nobody renews ends without a word.
setInterval(() => {
  all = true;
  later();
}, 60_000);

// marks says how many rows are marked.
function marks() {
  const text = document.getElementById("count");
  if (!text) return;
  const n = form().querySelectorAll("input[name=arende]:checked").length;
  text.textContent = n === 1 ? "1 markerat" : `${n} markerade`;
}
document.addEventListener("change", (e) => e.target.name === "arende" && marks());
document.addEventListener("reset", () => setTimeout(marks));
marks();

document.addEventListener("keydown", (e) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== "checkbox";
  if (e.ctrlKey || e.metaKey || e.altKey || typing || document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  if (e.key === "Enter" && e.target.type === "checkbox") {
    e.preventDefault(); // it would send what stands under the rows
    e.target.closest("tr").querySelector("a.row").click();
  }
  if (e.key === ".") document.getElementById("fresh")?.click();
  if (e.key.toLowerCase() !== "x") return;
  const box = document.activeElement?.closest("#rows tr")?.querySelector("input[name=arende]");
  if (!box) return;
  box.checked = !box.checked;
  marks();
  spoken(box.checked ? "Markerat" : "Avmarkerat");
});
