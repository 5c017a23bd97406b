// Keying a returned list from the keypad. Every field is saved as it is left;
// a row that could not be saved stays on the screen, marked, and is tried
// again until it is. Nothing is kept only here for longer than a field.
// templates/keymap says what the keys mean; a test compares the two.

const sheet = document.getElementById("sheet");
const href = sheet.dataset.href;
const written = document.getElementById("written");
const trouble = document.getElementById("trouble");
const spoken = document.getElementById("spoken");
const jump = document.getElementById("jump");
const newRow = document.getElementById("new-row");
const rows = [...sheet.querySelectorAll("tr[data-row]")];
const accepts = [...document.querySelectorAll("#accept input")];
const retryAfter = 4000;

// The order in which Enter goes: each row's amounts, the written total, the button.
const stops = () => [...sheet.querySelectorAll("tbody input:not([disabled])"), written, document.getElementById("finish-button")].filter(Boolean);

const field = (row, name) => row.querySelector(`[name="${name}"]`);

// What a row says now, as the form that the server reads.
function content(row) {
  const reason = field(row, "reason").value;
  return new URLSearchParams({
    row: row.dataset.row,
    member: field(row, "member").value,
    control: field(row, "control")?.value ?? "",
    reason: reason === "blank" ? "" : reason,
    blank: reason === "blank" ? "1" : "",
    new: row.dataset.new ?? "",
    used: reason === "blank" ? "blank" : reason ? "slash" : (row.dataset.used ?? "digits"),
  }).toString();
}

const saved = new Map(rows.map((row) => [row, content(row)]));
const running = new Map(); // a row's save that is under way

function mark(row, state, word) {
  row.dataset.state = state;
  const [sign, said] = { saved: ["✓", "sparad"], saving: ["…", "sparas"], failed: ["×", "inte sparad"] }[state];
  const shown = document.createElement("span");
  shown.textContent = sign;
  shown.ariaHidden = "true";
  const read = document.createElement("span");
  read.className = "unseen";
  read.textContent = said;
  row.querySelector(".state").replaceChildren(shown, read);
  for (const input of row.querySelectorAll("input")) input.setAttribute("aria-invalid", String(state === "failed"));
  if (word) say(word);
  else if (!rows.some((r) => r.dataset.state === "failed")) trouble.hidden = true;
}

function say(word) {
  trouble.textContent = word;
  trouble.hidden = false;
}

function show(totals) {
  for (const el of document.querySelectorAll("[data-total]")) el.textContent = totals[el.dataset.total];
  document.getElementById("verdict").className = totals.HasWritten ? (totals.Agrees ? "agrees" : "differs") : "";
}

function warn(row, findings) {
  row.querySelector(".warnings").replaceChildren(...(findings ?? []).map((f) => {
    const line = document.createElement("div");
    line.className = `finding ${f.Tone}`;
    line.textContent = f.Text;
    return line;
  }));
}

// The server did not answer, or not in time.
const away = (failure) => failure instanceof TypeError || failure.name === "TimeoutError";

// One save after the other: the totals of two at once could be answered in another order than they were made.
let last = Promise.resolve();

function post(path, body) {
  const turn = last.then(() => send(path, body));
  last = turn.catch(() => {});
  return turn;
}

async function send(path, body) {
  const answer = await fetch(href + path, {
    method: "POST", body, keepalive: true, credentials: "same-origin", signal: AbortSignal.timeout(15_000),
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  document.dispatchEvent(new Event(answer.status === 401 ? "kontakten:ended" : "kontakten:sent"));
  if (answer.status === 401) throw new Error("Du är inte längre inloggad. Logga in i ett nytt fönster: det du har skrivit här sparas sedan.");
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(data.Problem || "Raden är inte sparad. Den sparas så snart det går."), { final: answer.status < 500 });
  return data;
}

// save saves a row until what is saved is what stands there.
function save(row) {
  if (!running.has(row) && content(row) !== saved.get(row)) {
    running.set(row, saveNow(row).finally(() => running.delete(row)));
  }
  return running.get(row);
}

// What is being typed is not sent on after the field before it was saved: it is
// half a number until it is left, and leaving it saves again.
const typing = (row) => row.contains(document.activeElement) && document.activeElement.matches("input");

async function saveNow(row) {
  if (row.dataset.state !== "failed") mark(row, "saving");
  do {
    const body = content(row);
    try {
      const data = await post("/rad", body);
      saved.set(row, body);
      show(data.Totals);
      warn(row, data.Row.Warnings);
      mark(row, content(row) === body ? "saved" : "saving"); // half a row is not saved
    } catch (failure) {
      if (failure.final && content(row) !== body && !typing(row)) continue; // refused, but no longer what stands there
      mark(row, "failed", `Rad ${row.dataset.row}: ${away(failure) ? "ingen kontakt med servern. Raden sparas så snart det går." : failure.message}`);
      if (!failure.final) setTimeout(() => save(row), retryAfter);
      return;
    }
  } while (content(row) !== saved.get(row) && !typing(row));
}

let savedWritten = written.value;

async function saveWritten() {
  if (written.value === savedWritten) return;
  const value = written.value;
  try {
    show((await post("/summa", new URLSearchParams({ written: value }).toString())).Totals);
    savedWritten = value;
    written.setAttribute("aria-invalid", "false");
    trouble.hidden = !rows.some((r) => r.dataset.state === "failed");
  } catch (failure) {
    written.setAttribute("aria-invalid", "true");
    say(away(failure) ? "Ingen kontakt med servern. Summan sparas så snart det går." : failure.message);
    if (!failure.final) setTimeout(saveWritten, retryAfter);
  }
}

// toOre reads what the clerk typed or the server wrote: "608", "608,5", "1 234,50".
function toOre(text) {
  const parts = /^(\d+)(?:[,.](\d{1,2}))?$/.exec(text.replace(/\s/g, ""));
  return parts && BigInt(parts[1]) * 100n + BigInt((parts[2] ?? "").padEnd(2, "0"));
}

// The control fee of the base that the member fee tells, in whole öre; "" where it tells none.
function byRate(row) {
  const ore = toOre(field(row, "member").value);
  const [member, control] = [BigInt(sheet.dataset.memberRate), BigInt(sheet.dataset.controlRate)];
  if (!field(row, "control") || ore === null || !member || !control) return "";
  const fee = (ore * control * 2n + member) / (member * 2n);
  return `${fee / 100n},${String(fee % 100n).padStart(2, "0")}`;
}

// What * would say stands in the empty field, to be compared with the sheet before it is said.
function ghost(row) {
  const control = field(row, "control");
  if (control && !sheet.dataset.second) control.placeholder = byRate(row);
}

function go(from, step) {
  const all = stops();
  const to = all[all.indexOf(from) + step];
  if (to) to.focus();
  return to;
}

const lastOf = (row) => field(row, "control") ?? field(row, "member");
const next = (row) => go(lastOf(row), 1);

function refuse(word) {
  spoken.textContent = word;
  say(word);
}

// + and * state what the clerk sees on the sheet (R19): the row keeps which key made it. The
// second keying has neither.
const digitsOnly = () => sheet.dataset.second && (refuse("Andra registreringen: skriv beloppet med siffror."), true);

const amountKeys = {
  "+": (row) => {
    if (digitsOnly()) return;
    if (!row.dataset.lastMember) return refuse("Förra månaden har inget belopp för raden.");
    field(row, "member").value = row.dataset.lastMember;
    if (field(row, "control")) field(row, "control").value = row.dataset.lastControl;
    row.dataset.used = "plus";
    next(row);
  },
  "*": (row) => {
    if (digitsOnly()) return;
    const fee = byRate(row);
    if (!fee) return refuse(field(row, "control") ? "Skriv medlemsavgiften först." : "Avtalet har ingen kontrollavgift.");
    field(row, "control").value = fee;
    row.dataset.used = "star";
    next(row);
  },
  "/": (row) => field(row, "reason").focus(),
};

function choose(select, option) {
  const row = select.closest("tr");
  select.value = option.value;
  for (const name of ["member", "control"]) if (option.value && field(row, name)) field(row, name).value = "";
  delete row.dataset.used;
  save(row);
  next(row);
}

const reasonKeys = {
  "/": () => jump.focus(),
  "+": () => newRow.number.focus(),
  "*": (row) => {
    const tick = document.querySelector(`[data-tick="${row.dataset.sheet}"]`) ?? document.querySelector("[data-tick]");
    if (tick) leaveBy(tick.form);
    else refuse("Ingen rad på bladet har belopp från förra månaden att ta.");
  },
};

// leaveBy sends a form when all that stands on the page is saved.
async function leaveBy(form) {
  await saveAll();
  if (settled()) form.requestSubmit();
}

function keyInReason(e) {
  const row = e.target.closest("tr");
  if (e.key === "ArrowUp" || (e.key === "Enter" && e.shiftKey)) field(row, "member").focus();
  else if (e.key === "Enter") next(row);
  else return;
  e.preventDefault();
}

function signInReason(e) {
  const row = e.target.closest("tr");
  const option = [...e.target.options].find((o) => o.dataset.digit === e.key);
  if (option) choose(e.target, option);
  else reasonKeys[e.key]?.(row);
  if (option || reasonKeys[e.key]) e.preventDefault();
}

function keyInAmount(e) {
  const back = e.key === "ArrowUp" || (e.key === "Enter" && e.shiftKey);
  if (!back && e.key !== "Enter" && e.key !== "ArrowDown") return;
  e.preventDefault();
  go(e.target, back ? -1 : 1);
}

function keyInJump(e) {
  if (e.key !== "Enter" && e.key !== "Escape" && e.key !== "ArrowUp") return;
  e.preventDefault();
  const to = e.key === "Enter" ? rows.find((row) => row.dataset.row === jump.value.trim()) : rows[0];
  if (!to) return refuse(`Listan har ingen rad ${jump.value}.`);
  jump.value = "";
  trouble.hidden = true;
  field(to, "member").focus();
}

const acceptKeys = {
  "+": (at) => {
    accepts[at].checked = true;
    (accepts[at + 1] ?? document.getElementById("finish-button")).focus();
  },
  "-": (at) => document.querySelectorAll("#accept li")[at].querySelector("[data-goto]")?.click(),
};

function signInAccept(e) {
  if (!acceptKeys[e.key]) return;
  acceptKeys[e.key](accepts.indexOf(e.target));
  e.preventDefault();
}

function keyInAccept(e) {
  const at = accepts.indexOf(e.target);
  if (e.key === "ArrowUp") accepts[at - 1]?.focus();
  else if (e.key === "ArrowDown") accepts[at + 1]?.focus();
  else if (e.key !== "Enter") return; // Enter says nothing here: it would be pressed unread
  e.preventDefault();
}

// A key that moves the focus says nothing where the focus comes to: Enter, which presses, is kept
// from the button, and the signs act when they would be written.
let moved = false;

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const el = e.target;
  moved = false;
  if (el.matches?.("#sheet tbody input, #written")) keyInAmount(e);
  else if (el.matches?.("#sheet select")) keyInReason(e);
  else if (el === jump) keyInJump(e);
  else if (accepts.includes(el)) keyInAccept(e);
  else if (newRow?.contains(el)) keyInNewRow(e);
  else if (el.id === "finish-button" && e.key === "ArrowUp") {
    e.preventDefault();
    go(el, -1);
  }
  moved = e.defaultPrevented && e.key === "Enter";
});

document.addEventListener("keypress", (e) => {
  if (moved && e.key === "Enter") return e.preventDefault();
  if (e.target.matches?.("#sheet tbody select")) signInReason(e);
  else if (accepts.includes(e.target)) signInAccept(e);
});

// The signs act when they would be written, whichever key and layout they come from; what is no
// part of an amount is not written.
document.addEventListener("beforeinput", (e) => {
  if (e.target === jump && e.data && !/^\d+$/.test(e.data)) return e.preventDefault();
  if (!e.target.matches?.("#sheet tbody input, #written, #new-row .w-amount") || e.data === null || e.inputType === "insertFromPaste") return;
  const row = e.target.closest("tr[data-row]");
  const act = row && amountKeys[e.data];
  if (act) act(row);
  else if (e.data === "." || e.data === ",") {
    if (e.data === "," ) return;
    e.target.setRangeText(",", e.target.selectionStart, e.target.selectionEnd, "end");
    e.target.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (/^\d+$/.test(e.data) || (/^[-−]$/.test(e.data) && e.target.selectionStart === 0)) return;
  e.preventDefault();
});

function hint(kind) {
  for (const p of document.querySelectorAll("[data-hint]")) p.hidden = p.dataset.hint !== kind;
}

sheet.addEventListener("focusin", (e) => {
  hint(e.target.matches("tbody select") ? "reason" : "amount");
  if (!e.target.matches("tbody input")) return;
  e.target.select();
  ghost(e.target.closest("tr"));
});
written.addEventListener("focus", () => written.select());
sheet.addEventListener("focusout", (e) => {
  const row = e.target.closest("tr[data-row]");
  if (row) save(row);
});
sheet.addEventListener("input", (e) => {
  const row = e.target.closest("tr[data-row]");
  if (!row) return;
  delete row.dataset.used; // digits now
  if (e.target.name === "member") ghost(row);
  if (e.target.matches("input") && e.target.value) field(row, "reason").value = "";
  unaccept(row);
});
sheet.addEventListener("change", (e) => {
  const row = e.target.closest("tr[data-row]");
  if (row) save(row);
});
written.addEventListener("focusout", saveWritten);

// What was accepted of a row is so no more when the row is changed.
function unaccept(row) {
  for (const line of document.querySelectorAll(`#accept li[data-row="${row.dataset.row}"] input`)) line.checked = false;
}

document.addEventListener("click", (e) => {
  const to = e.target.closest("[data-goto]");
  if (!to) return;
  e.preventDefault();
  field(document.getElementById(`rad-${to.dataset.goto}`), "member").focus();
});

// A new person: the number is looked up as it is left, and the register's name is shown.
newRow?.number.addEventListener("change", async () => {
  const said = document.getElementById("looked-up");
  said.textContent = "";
  if (!newRow.number.value.trim()) return;
  try {
    const found = await post("/person", new URLSearchParams({ number: newRow.number.value }).toString());
    said.textContent = [found.Name, found.Says].filter(Boolean).join(": ");
    said.className = `small ${found.Fits ? "agrees" : "differs"}`;
    if (found.Name) newRow.elements.name.value = found.Name;
  } catch (failure) {
    said.textContent = away(failure) ? "Ingen kontakt med servern." : failure.message;
  }
});

function keyInNewRow(e) {
  const fields = [...newRow.querySelectorAll("input")];
  const at = fields.indexOf(e.target);
  if (at < 0 || (e.key !== "Enter" && e.key !== "ArrowUp")) return;
  const back = e.key === "ArrowUp" || e.shiftKey;
  if (at === 0 && (back || !e.target.value)) (back ? lastOf(rows.at(-1)) : written).focus();
  else if (back || at < fields.length - 1) fields[at + (back ? -1 : 1)].focus();
  else return; // Enter in the last field adds the row
  e.preventDefault();
}

newRow?.addEventListener("submit", async (e) => {
  e.preventDefault();
  try {
    await post("/rad", new URLSearchParams({
      row: "0", number: newRow.number.value, name: newRow.elements.name.value, member: newRow.member.value, control: newRow.control?.value ?? "", used: "digits",
    }).toString());
    await saveAll();
    location.hash = "ny";
    location.reload();
  } catch (failure) {
    say(failure.message);
  }
});

const settled = () => rows.every((row) => content(row) === saved.get(row)) && written.value === savedWritten;
const saveAll = () => Promise.all([...rows.map(save), saveWritten()]);

// The button waits for what is under way, so that it ends what stands on the screen, and goes
// nowhere when the session has ended meanwhile.
let ready = false;
document.getElementById("finish")?.addEventListener("submit", async (e) => {
  if (ready) return;
  e.preventDefault();
  delete e.target.dataset.sent;
  const open = accepts.find((box) => !box.checked && box.isConnected);
  if (open) return open.focus();
  await saveAll();
  if (!settled()) return;
  const answer = await fetch("/kvar", { credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 401) return document.dispatchEvent(new Event("kontakten:ended"));
  if (!answer?.ok) return say("Ingen kontakt med servern. Allt på sidan är sparat: försök igen om en stund.");
  ready = true;
  e.target.requestSubmit();
});
addEventListener("pageshow", () => { ready = false; });

document.addEventListener("kontakten:leave", (e) => e.detail.push(saveAll()));

for (const row of rows) ghost(row);
const open = (row) => !row.dataset.state && field(row, "member") && !field(row, "member").disabled;
const first = rows.find((row) => open(row) && row.dataset.sheet === sheet.dataset.at) ?? rows.find(open);
if (accepts.length) accepts[0].focus();
else if (location.hash === "#ny" && newRow) newRow.number.focus();
else (document.querySelector("#alert") ? rows.find(open) && field(rows.find(open), "member") : first && field(first, "member"))?.focus();
if (document.activeElement === document.body) written.focus();
spoken.textContent = accepts.length ? "Se efter på listan och godta, eller rätta." : "Listan är öppen. Skriv belopp och tryck Enter.";
