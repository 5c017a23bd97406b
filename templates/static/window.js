// The original in a window of its own: it shows what the case page tells it (case.js), remembers its screen and size,
// and closes with the session. It holds no claim and keeps no session alive.

const channel = new BroadcastChannel("kontakten-case");
let shown = location.pathname + location.search;

async function show(href) {
  if (href === shown) return;
  shown = href;
  await htmx.ajax("GET", href, { target: "#mail", select: "#mail", swap: "outerHTML" });
}

channel.onmessage = (e) => {
  if (e.data.close) window.close();
  else if (e.data.href) show(e.data.href);
};
document.addEventListener("htmx:responseError", (e) => {
  if (e.detail.xhr.status === 401) window.close();
  else shown = "";
});
document.addEventListener("htmx:afterSettle", () => {
  const panel = document.getElementById("mail");
  document.title = `${panel.dataset.case ?? ""} Original · Kontakten`.trim();
  document.getElementById("spoken").textContent = panel.dataset.row ?? "";
});

// The strip's own question does not keep the session alive; its answer tells that it has ended.
setInterval(async () => {
  const answer = await fetch("/remsa", { credentials: "same-origin", headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status === 401) window.close();
}, 30_000);

function remember() {
  localStorage.setItem("kontakten-fonster", JSON.stringify({ left: screenX, top: screenY, width: innerWidth, height: innerHeight }));
}
addEventListener("resize", remember);
addEventListener("pagehide", remember);
setInterval(remember, 5_000); // a window that is moved says nothing

channel.postMessage({ where: true });
