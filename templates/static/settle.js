// Settling what two keyings have differently, by the keypad: 1 and 2 take what one of them has,
// 3 goes to what stands on the paper. templates/keymap says the same.

const form = document.getElementById("settle");
const lines = [...form.querySelectorAll("tr[data-field]")];
const radio = (line, value) => line.querySelector(`input[value="${value}"]`);
const button = document.getElementById("settle-button");

function focus(at) {
  const line = lines[at];
  if (!line) return (at < 0 ? radio(lines[0], "first") : document.querySelector("#accept input:not(:checked)") ?? button).focus();
  (line.querySelector("input:checked") ?? radio(line, "first")).focus();
}

function take(at, value) {
  const choice = radio(lines[at], value);
  if (!choice) return;
  choice.checked = true;
  if (value !== "other") return focus(at + 1);
  const other = lines[at].querySelector("[name^=other-]");
  other.focus();
  other.select?.();
}

const settleKeys = {
  "1": (at) => take(at, "first"),
  "2": (at) => take(at, "second"),
  "3": (at) => take(at, "other"),
};

form.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const at = lines.indexOf(e.target.closest("tr[data-field]"));
  if (at < 0) return;
  const written = !e.target.matches("[type=radio]");
  if (e.key === "Enter" || (written && e.key === "ArrowDown" && e.target.matches("input"))) focus(at + 1);
  else if (e.key === "ArrowUp" && !e.target.matches("select")) focus(written ? at : at - 1);
  else if (e.key === "ArrowDown" && !written) focus(at + 1);
  else return;
  e.preventDefault();
});

form.addEventListener("keypress", (e) => {
  const at = lines.indexOf(e.target.closest("tr[data-field]"));
  if (at >= 0 && e.key === "Enter") return e.preventDefault(); // it has moved on already
  if (at < 0 || !e.target.matches("[type=radio]") || !settleKeys[e.key]) return;
  settleKeys[e.key](at);
  e.preventDefault();
});

// What is written is the choice.
form.addEventListener("input", (e) => {
  const line = e.target.closest("tr[data-field]");
  if (line && e.target.matches("[name^=other-]")) radio(line, "other").checked = true;
});

focus(lines.findIndex((line) => !line.querySelector("input:checked")) < 0 ? lines.length : lines.findIndex((line) => !line.querySelector("input:checked")));
