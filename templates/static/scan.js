// A hand scanner types fast and ends with Enter. On the page that asks for a
// number the text may go anywhere: it is gathered from the burst and sent.

const fast = 50; // milliseconds between a scanner's characters
const code = document.getElementById("code");
let burst = "";
let last = 0;

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.timeStamp - last > fast) burst = "";
  last = e.timeStamp;
  if (e.key.length === 1) {
    burst += e.key;
    return;
  }
  if (e.key === "Enter" && /^al1\./i.test(burst) && e.target !== code) {
    e.preventDefault();
    e.stopPropagation();
    code.value = burst;
    code.form.requestSubmit();
  }
}, true);
