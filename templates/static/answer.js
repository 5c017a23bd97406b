// The answer of a case: what is typed is kept by the server every few seconds, when the field is
// left, and when the page is. What could not be kept is said and tried again. "::" opens the list
// of text modules: a combobox that has the focus while it is open.

const form = document.getElementById("answer-form");
const pause = 2000;
const retry = 4000;
const say = (id, text) => {
  const el = document.getElementById(id);
  el.textContent = text;
  el.hidden = !text;
};

// Swapping the text in replaces these; they are looked up when they are used.
const words = () => document.getElementById("answer-words");
const field = (name) => form.elements.namedItem(name);
const content = () => JSON.stringify([words().value, field("to").value]);

let kept = form && content();
let timer = 0;
let running = null;
let away = false; // sent: a late save would bring the draft back

function later(ms = pause) {
  clearTimeout(timer);
  timer = setTimeout(save, ms);
}

function save(last = false) {
  clearTimeout(timer);
  if (away || content() === kept) return running;
  if (running) return running.then(() => save());
  const now = content();
  const body = new URLSearchParams(new FormData(form));
  running = fetch(form.dataset.draft, { method: "POST", body, credentials: "same-origin", keepalive: last })
    .then((answer) => took(answer, now), () => say("answer-trouble", "Utkastet är inte sparat. Vi försöker igen."))
    .finally(() => {
      running = null;
      if (!away && !stopped && content() !== kept) later(kept === now ? pause : retry);
    });
  return running;
}

let stopped = false; // somebody else wrote: nothing is saved over it

async function took(answer, now) {
  if (answer.status === 401) {
    document.dispatchEvent(new CustomEvent("kontakten:ended"));
    return say("answer-trouble", "Du är utloggad. Texten finns kvar här och sparas när du har loggat in igen.");
  }
  if (!answer.ok) {
    stopped = answer.status === 409;
    return say("answer-trouble", await answer.text());
  }
  const doc = await answer.json();
  kept = now;
  field("revision").value = doc.revision;
  say("answer-trouble", "");
  document.getElementById("answer-saved").textContent = doc.said;
  document.getElementById("preview-subject").textContent = doc.subject;
  document.getElementById("preview-body").textContent = doc.body;
  document.dispatchEvent(new CustomEvent("kontakten:sent"));
}

function startDraft() {
  form.addEventListener("input", (e) => {
    if (e.target.closest(".modules") || stopped) return;
    later();
  });
  form.addEventListener("focusout", (e) => {
    if (e.target === words() && !stopped) save();
  });
  form.addEventListener("submit", (e) => {
    if (e.submitter?.value === "faq" || e.submitter?.value === "ask") return;
    away = true;
  });
  document.addEventListener("htmx:afterSettle", (e) => {
    if (e.detail.elt.id !== "answer-text") return;
    form.querySelector(`[name=ends][value=${field("asks") ? "wait" : "settle"}]`).checked = true; // a question waits for its answer
    save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !stopped) save(true);
  });
  addEventListener("pagehide", () => {
    if (!stopped) save(true);
  });
  addEventListener("pageshow", () => (away = false));
  document.addEventListener("kontakten:leave", (e) => e.detail.push(save(true)));
}

// ---- text modules ----

const box = document.getElementById("modules");
const query = document.getElementById("module-q");
const options = box ? [...box.querySelectorAll("[role=option]")] : [];
let at = null; // where in the text the module goes: from, to

const shown = () => options.filter((o) => !o.hidden);

function choose(option) {
  for (const o of options) o.setAttribute("aria-selected", String(o === option));
  if (option) query.setAttribute("aria-activedescendant", option.id);
  else query.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function narrow() {
  const wanted = query.value.trim().toLowerCase();
  for (const o of options) o.hidden = !o.textContent.toLowerCase().includes(wanted);
  choose(shown()[0]);
}

function openModules(from, to) {
  at = [from, to];
  box.hidden = false;
  query.value = "";
  narrow();
  query.focus();
}

function closeModules(back = true) {
  box.hidden = true;
  if (back) words().focus();
}

function insert(option) {
  if (!option) return;
  const general = !("confirmed" in document.getElementById("answer-to").selectedOptions[0].dataset);
  const text = general ? option.dataset.general : option.dataset.text;
  closeModules();
  words().setRangeText(text, at[0], at[1], "end");
  const used = field("used");
  used.value = [...new Set([...used.value.split(",").filter(Boolean), option.dataset.ref])].join(",");
  words().dispatchEvent(new Event("input", { bubbles: true }));
}

function steer(e) {
  const list = shown();
  const i = list.findIndex((o) => o.getAttribute("aria-selected") === "true");
  if (e.key === "ArrowDown") choose(list[Math.min(i + 1, list.length - 1)]);
  else if (e.key === "ArrowUp") choose(list[Math.max(i - 1, 0)]);
  else if (e.key === "Enter") insert(list[i]);
  else if (e.key === "Escape") closeModules();
  else return;
  e.preventDefault();
  e.stopPropagation();
}

function startModules() {
  form.addEventListener("input", (e) => {
    if (e.target !== words()) return;
    const end = words().selectionStart;
    if (e.data === ":" && words().value.slice(end - 2, end) === "::") openModules(end - 2, end);
  });
  form.addEventListener("click", (e) => {
    if (e.target.closest("#module-open")) openModules(words().selectionStart, words().selectionEnd);
    const option = e.target.closest("[role=option]");
    if (option) insert(option);
  });
  query.addEventListener("input", narrow);
  query.addEventListener("keydown", steer);
  box.addEventListener("focusout", (e) => {
    if (!box.contains(e.relatedTarget) && e.relatedTarget !== null) closeModules(false);
  });
}

if (form) {
  startDraft();
  startModules();
}
