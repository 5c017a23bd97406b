// Keying a returned list from the keyboard. Every field is saved as it is
// left; a row that could not be saved stays on the screen, marked, and is
// tried again until it is. Nothing is kept only here for longer than a field.

const sheet = document.getElementById("sheet");
const href = sheet.dataset.href;
const written = document.getElementById("written");
const trouble = document.getElementById("trouble");
const spoken = document.getElementById("spoken");
const rows = [...sheet.querySelectorAll("tr[data-row]")];
const retryAfter = 4000;

// The order in which Enter goes: each row's amounts, the written total, the button.
const stops = () => [...sheet.querySelectorAll('tbody input:not([disabled])'), written, document.getElementById("finish-button")].filter(Boolean);

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
  if (word) {
    trouble.textContent = word;
    trouble.hidden = false;
  } else if (!rows.some((r) => r.dataset.state === "failed")) {
    trouble.hidden = true;
  }
}

function show(totals) {
  for (const el of document.querySelectorAll("[data-total]")) el.textContent = totals[el.dataset.total];
  document.getElementById("verdict").className = totals.HasWritten ? (totals.Agrees ? "agrees" : "differs") : "";
}

function warn(row, findings) {
  const box = row.querySelector(".warnings");
  box.replaceChildren(...(findings ?? []).map((f) => {
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
    trouble.textContent = away(failure) ? "Ingen kontakt med servern. Summan sparas så snart det går." : failure.message;
    trouble.hidden = false;
    if (!failure.final) setTimeout(saveWritten, retryAfter);
  }
}

// + and * state what the clerk sees on the sheet (R19): the row keeps which key made it.
function asLast(row) {
  if (!row.dataset.lastMember) {
    spoken.textContent = "Ingen tidigare lista finns för raden.";
    return;
  }
  field(row, "member").value = row.dataset.lastMember;
  const control = field(row, "control");
  if (control) control.value = row.dataset.lastControl;
  // In a second keying + is refused where the first was + too; pressed again it says that the
  // sheet's tick box is ticked.
  row.dataset.used = row.dataset.used === "plus" && row.dataset.state === "failed" ? "tick" : "plus";
  go(control ?? field(row, "member"), 1);
}

// byRate computes in whole öre: the control fee of the base that the member fee tells.
function byRate(row) {
  const control = field(row, "control");
  const ore = toOre(field(row, "member").value);
  const { memberRate, controlRate } = sheet.dataset;
  if (!control || ore === null || memberRate === "0") return;
  const fee = (ore * BigInt(controlRate) * 2n + BigInt(memberRate)) / (BigInt(memberRate) * 2n);
  control.value = `${fee / 100n},${String(fee % 100n).padStart(2, "0")}`;
  row.dataset.used = "star";
  go(control, 1);
}

// toOre reads what the clerk typed or the server wrote: "608", "608,5", "1 234,50".
function toOre(text) {
  const parts = /^(\d+)(?:[,.](\d{1,2}))?$/.exec(text.replace(/\s/g, ""));
  return parts && BigInt(parts[1]) * 100n + BigInt((parts[2] ?? "").padEnd(2, "0"));
}

function go(from, step) {
  const all = stops();
  const to = all[all.indexOf(from) + step];
  if (to) to.focus();
}

document.addEventListener("keydown", (e) => {
  const el = e.target;
  const amount = el.matches?.("#sheet tbody input, #written");
  if (!amount && !el.matches?.("#sheet select")) return;
  if (e.key === "Enter" && !e.ctrlKey) {
    e.preventDefault();
    go(amount ? el : field(el.closest("tr"), "control") ?? field(el.closest("tr"), "member"), e.shiftKey ? -1 : 1);
  } else if (amount && e.key === "ArrowUp") {
    e.preventDefault();
    go(el, -1);
  } else if (amount && e.key === "ArrowDown") {
    e.preventDefault();
    go(el, 1);
  }
});

// The three signs act when they would be written, whichever key and layout they come from.
sheet.addEventListener("beforeinput", (e) => {
  const row = e.target.closest("tr[data-row]");
  const act = { "+": asLast, "*": byRate, "/": (r) => field(r, "reason").focus() }[e.data];
  if (!row || !act) return;
  e.preventDefault();
  act(row);
});

sheet.addEventListener("focusin", (e) => {
  if (e.target.matches("tbody input")) e.target.select();
});
written.addEventListener("focus", () => written.select());
sheet.addEventListener("focusout", (e) => {
  const row = e.target.closest("tr[data-row]");
  if (row) save(row);
});
sheet.addEventListener("input", (e) => {
  const row = e.target.closest("tr[data-row]");
  if (row) delete row.dataset.used; // digits now
});
sheet.addEventListener("change", (e) => {
  const row = e.target.closest("tr[data-row]");
  if (row) save(row);
});
written.addEventListener("focusout", saveWritten);

document.getElementById("new-row")?.addEventListener("submit", async (e) => {
  e.preventDefault();
  const form = e.target;
  try {
    const data = await post("/rad", new URLSearchParams({
      row: "0", number: form.number.value, name: form.elements.name.value, member: form.member.value, control: form.control?.value ?? "", used: "digits",
    }).toString());
    location.assign(`${href}#rad-${data.Row.No}`);
    location.reload();
  } catch (failure) {
    trouble.textContent = failure.message;
    trouble.hidden = false;
  }
});

const settled = () => rows.every((row) => content(row) === saved.get(row)) && written.value === savedWritten;
const saveAll = () => Promise.all([...rows.map(save), saveWritten()]);

// The button waits for what is under way, so that it ends what stands on the screen.
document.getElementById("finish")?.addEventListener("submit", async (e) => {
  if (settled()) return;
  e.preventDefault();
  delete e.target.dataset.sent;
  await saveAll();
  if (settled()) e.target.requestSubmit();
});

document.addEventListener("kontakten:leave", (e) => e.detail.push(saveAll()));

const first = rows.find((row) => !row.dataset.state) ?? rows[0];
const at = location.hash && document.querySelector(location.hash)?.querySelector("input");
(at || (first && field(first, "member")))?.focus();
spoken.textContent = "Listan är öppen. Skriv belopp och tryck Enter.";
