// Returned envelopes by scanner or keypad: number, Enter, a digit for the reason, Enter. A scanner
// ends with Enter, which here means "the number is there", not "save".
const form = document.getElementById("returer");
const number = form.elements.number;
const reasons = [...form.querySelectorAll("[data-digit]")];
const whole = () => number.value.replace(/\s/g, "").length === 8;

number.addEventListener("keydown", (e) => {
  if (e.key !== "Enter") return;
  e.preventDefault();
  if (whole()) (reasons.find((r) => r.checked) ?? reasons[0]).focus();
  else form.requestSubmit(); // the answer says what is wrong with it
});

form.addEventListener("keydown", (e) => {
  if (e.target === number) return;
  const chosen = reasons.find((r) => r.dataset.digit === e.key);
  if (chosen) {
    e.preventDefault();
    chosen.checked = true;
    chosen.focus();
  } else if (e.key === "Enter" && e.target.type === "radio") {
    e.preventDefault();
    form.requestSubmit();
  }
});

// The Enter that moved on from the number must not also press the form's button.
form.addEventListener("keypress", (e) => {
  if (e.key === "Enter" && (e.target.type === "radio" || e.target === number)) e.preventDefault();
});

// A number that was scanned on another page (keys.js).
if (/^#\d{8}$/.test(location.hash)) number.value = location.hash.slice(1);
number.focus();
number.select();
