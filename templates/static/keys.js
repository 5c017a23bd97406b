// One key map for all pages: templates/keymap is its table. A page says what its keys press:
//   data-key="a"        the element is clicked by that key outside fields
//   data-go="k"         the link is followed by G and then that key
//   data-dialog="id"    the button opens that dialog
//   a.row               j and k move between these, Enter follows one
// The user can turn the single keys off (data-keys="off" on the root) and choose others for
// them (data-remap: the chosen key by the usual one, for each place).
//
// A hand scanner is a keyboard too, faster than any hand. A burst that begins
// with AL1. is a sheet's code, wherever the focus is: it never stays in a field
// and never presses a single key. It is sent through the search box. A burst of
// eight digits with the right check digit is a letter's number and goes to the
// page of returned letters. What a scanner sends before and after a code is
// learned once at each desk (scanner.js).

const root = document.documentElement;
const off = () => root.dataset.keys === "off";
const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName)) && !/^(checkbox|radio|button|submit)$/.test(el.type);
let goUntil = 0;

const remap = JSON.parse(root.dataset.remap ?? "{}");

// usual gives the key of the pages for the key that was pressed, "" for one that was given away.
function usual(place, pressed) {
  const chosen = Object.entries(remap[place] ?? {});
  const mine = chosen.find(([, own]) => own === pressed);
  if (mine) return mine[0];
  return chosen.some(([key]) => key === pressed) ? "" : pressed;
}

// The buttons show the key in force.
for (const el of document.querySelectorAll("[data-key], [data-go]")) {
  const [key, own] = el.dataset.key ? [el.dataset.key, remap.page?.[el.dataset.key]] : [el.dataset.go, remap.go?.[el.dataset.go]];
  const cap = own && el.querySelector("kbd");
  if (cap) cap.textContent = cap.textContent.replace(new RegExp(`${key}$`, "i"), own.toUpperCase());
}

const scanner = { prefix: "", suffix: "Enter", fast: 50, ...JSON.parse(localStorage.getItem("kontakten-scanner") ?? "{}") };
const fast = scanner.fast; // milliseconds between a scanner's characters
const pause = 300; // and the longest pause within a code that has begun: the machine may be busy
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const sheetCode = new RegExp(`^(${literally(scanner.prefix)})?al1\\.`, "i");
const wholeCode = /al1\.\d{13}\.\d+\.\d+$/i;
const letterNumber = new RegExp(`^(${literally(scanner.prefix)})?(\\d{8})$`, "i");
const scan = { burst: "", at: 0, field: null, value: "" };
let silent = 0; // the timer of a scanner that ends with no key

// luhn tells whether the last digit is the check digit of the others.
function luhn(digits) {
  const sum = [...digits].reverse().reduce((all, d, i) => {
    const n = Number(d) * (i % 2 ? 2 : 1);
    return all + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
}

// back gives the field what it had before the burst.
function back() {
  if (scan.value === undefined || scan.field.value === scan.value) return;
  scan.field.value = scan.value;
  scan.field.dispatchEvent(new Event("input", { bubbles: true }));
}

// scanned takes a key into the burst and tells whether it belongs to a code.
function scanned(e) {
  clearTimeout(silent);
  if (!scan.burst || e.timeStamp - scan.at > (sheetCode.test(scan.burst) ? pause : fast)) Object.assign(scan, { burst: "", field: e.target, value: e.target.value });
  scan.at = e.timeStamp;
  const ends = e.key === scanner.suffix || e.key === "Enter";
  const letter = ends && letterNumber.exec(scan.burst)?.[2];
  if (letter && luhn(letter) && !document.getElementById("returer")) {
    back();
    scan.burst = "";
    leave(() => location.assign(`/returer#${letter}`));
    return true;
  }
  if (e.key.length === 1) scan.burst += e.key;
  if (!sheetCode.test(scan.burst)) return false;
  back();
  if (ends) end();
  else if (!scanner.suffix && wholeCode.test(scan.burst)) silent = setTimeout(end, pause);
  return true;
}

function end() {
  const code = scan.burst.slice(scan.burst.search(/al1\./i));
  scan.burst = "";
  leave(() => {
    const q = document.getElementById("q");
    q.value = code;
    q.form.requestSubmit();
  });
}

// leave leaves the page once what is open on it has been saved.
async function leave(go) {
  document.activeElement?.blur();
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  const saves = [];
  document.dispatchEvent(new CustomEvent("kontakten:leave", { detail: saves }));
  await Promise.allSettled(saves);
  go();
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.key === "Shift" || e.key === "CapsLock") return;
  if (!scanned(e)) return;
  clearTimeout(pending);
  e.preventDefault();
  e.stopImmediatePropagation();
}, true);

document.addEventListener("beforeinput", (e) => {
  if (sheetCode.test(scan.burst) && e.timeStamp - scan.at <= pause) e.preventDefault();
}, true);

// A single key acts only when no other follows as fast as a scanner's.
let pending = 0;

function soon(act) {
  clearTimeout(pending);
  pending = setTimeout(act, fast + 10);
}

function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

function move(step) {
  const rows = [...document.querySelectorAll("a.row")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const to = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[to].focus({ focusVisible: true });
  rows[to].closest("tr")?.scrollIntoView({ block: "nearest" });
}

// target is what a key presses on the page as it is now.
function target(key) {
  return key && [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((at) => at.checkVisibility());
}

function press(el) {
  if (el.tagName === "SUMMARY") {
    const box = el.parentElement;
    if (!box.open) el.click(); // Escape closes it; the key goes to its field
    (box.querySelector("[data-focus]") ?? box.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  } else {
    el.click();
    if (el.tagName === "LABEL" && el.control?.tagName === "SELECT") el.control.showPicker?.(); // open, arrows choose without sending yet
  }
}

document.addEventListener("keydown", (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
    e.preventDefault();
    const q = document.getElementById("q");
    q?.focus();
    q?.select();
    return;
  }
  if (e.key === "F1") { // the handbook opens beside the page: what is being written stays
    e.preventDefault();
    document.getElementById("help")?.click();
    return;
  }
  if (e.key === "Escape") {
    const box = e.target.closest?.("details[open]");
    if (box) {
      box.open = false;
      box.querySelector("summary").focus();
    }
    return;
  }
  if (off() || e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector("dialog[open]")) return;
  const pressed = e.key.toLowerCase();
  const key = usual("page", pressed);
  if (goUntil > e.timeStamp) {
    goUntil = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(usual("go", pressed))}"]`);
    if (link) {
      e.preventDefault();
      soon(() => link.click());
    }
    return;
  }
  if (key === "g") goUntil = e.timeStamp + 1500;
  else if (key === "?") soon(() => open("keymap"));
  else if (key === "/") soon(() => document.getElementById("q")?.focus());
  else if (key === "j") move(1);
  else if (key === "k") move(-1);
  else {
    if (!target(key)) {
      clearTimeout(pending);
      return;
    }
    soon(() => {
      const el = target(key); // again: a live part of the page may have been swapped meanwhile
      if (el) press(el);
    });
  }
  e.preventDefault();
});

document.addEventListener("click", (e) => {
  const button = e.target.closest("[data-dialog]");
  if (button) open(button.dataset.dialog);
  for (const box of document.querySelectorAll("details.who[open]")) {
    if (!box.contains(e.target)) box.open = false;
  }
});

// What the search box suggests is walked by the arrows; Escape puts it away.
document.querySelector(".search")?.addEventListener("keydown", (e) => {
  const all = [...e.currentTarget.querySelectorAll("#q, #suggested a")];
  const at = all.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (e.key === "Escape") document.getElementById("suggested").replaceChildren();
  if (!step || at < 0 || all.length < 2) return;
  e.preventDefault();
  all[(at + step + all.length) % all.length].focus();
});

// A select that narrows a list sends its form when it changes.
document.addEventListener("change", (e) => {
  if (e.target.closest("form[data-auto]")) e.target.form.requestSubmit();
});

// A form that has been sent is not sent again by a second click.
document.addEventListener("submit", (e) => {
  if (e.target.method !== "post" || e.defaultPrevented) return;
  if (e.target.dataset.sent) {
    e.preventDefault();
    return;
  }
  e.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// After a swap that the clerk asked for, what changed is said once. What refreshes itself stays silent,
// and the focus stays where it was, since what can have it keeps its id.
document.addEventListener("htmx:afterSettle", (e) => {
  const text = e.detail.elt?.dataset?.spoken;
  if (text) document.getElementById("spoken").textContent = text;
});

// What scrolls sideways can be reached and scrolled by keyboard, and is named by its table.
function scrollers() {
  for (const box of document.querySelectorAll(".scroll")) {
    const scrolls = box.scrollWidth > box.clientWidth;
    const name = box.querySelector("caption")?.textContent ?? "Tabell";
    for (const [attribute, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", name]]) {
      if (scrolls) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
    }
  }
}
scrollers();
addEventListener("resize", scrollers);
document.addEventListener("toggle", scrollers, true);

document.getElementById("alert")?.focus();
