// The set-up sheet is scanned once at each desk: what comes before and after its code, and the
// longest pause between two characters, are kept in this browser. keys.js reads them.

const page = document.getElementById("scanner");
const code = page.dataset.code;
const said = document.getElementById("scanner-said");
const quiet = 600; // milliseconds after which a scan has ended
const names = { Enter: "Retur", Tab: "Tabb", "": "inget" };
let keys = [];
let ended = 0;

function show(kept) {
  const facts = document.getElementById("scanner-facts");
  facts.hidden = !kept;
  if (!kept) return;
  const words = { prefix: kept.prefix || "inget", suffix: names[kept.suffix] ?? kept.suffix, slowest: `${kept.slowest} ms` };
  for (const dd of facts.querySelectorAll("dd")) dd.textContent = words[dd.dataset.fact];
}

function learn() {
  const text = keys.map((k) => (k.key.length === 1 ? k.key : "")).join("");
  const at = text.toUpperCase().indexOf(code);
  if (at < 0) {
    if (text.length > 5) said.textContent = "Det där var inte rutans kod. Skanna rutan igen.";
    keys = [];
    return;
  }
  const after = keys.slice(at + code.length).map((k) => k.key);
  const gaps = keys.slice(1).map((k, i) => k.at - keys[i].at);
  const slowest = Math.round(Math.max(...gaps));
  const kept = { prefix: text.slice(0, at), suffix: after[0] ?? "", slowest, fast: Math.min(300, Math.max(50, slowest * 2)) };
  localStorage.setItem("kontakten-scanner", JSON.stringify(kept));
  said.textContent = "Klart. Skannern är inställd vid den här datorn.";
  show(kept);
  keys = [];
}

// Before keys.js, which would take the code for a list's.
window.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || ["Shift", "CapsLock"].includes(e.key)) return;
  clearTimeout(ended);
  if (keys.length && e.timeStamp - keys.at(-1).at > quiet) keys = [];
  if (keys.length || e.key.length === 1) {
    keys.push({ key: e.key, at: e.timeStamp });
    e.stopImmediatePropagation();
    e.preventDefault();
    ended = setTimeout(learn, quiet);
  }
}, true);

document.getElementById("scanner-forget").addEventListener("click", () => {
  localStorage.removeItem("kontakten-scanner");
  said.textContent = "Inställningen är borta. Skanna rutan för att ställa in på nytt.";
  show(null);
});

show(JSON.parse(localStorage.getItem("kontakten-scanner") ?? "null"));
