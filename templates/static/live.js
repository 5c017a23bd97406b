// What happens is told to open pages by one stream a browser, shared by all its tabs and windows:
// over HTTP/1.1 a browser has six connections a host, and a stream for each tab would take them.
// This file is both ends: the page's module, and the SharedWorker that holds the stream. Where a
// browser has no SharedWorker the tab that gets a lock holds it and tells the others.
//
//   data-live="event:123 here:123"   htmx is told "live" on the element when such news comes (kind:* for any)
//   data-arrived="123"               says its data-words, with a link, when a mail comes into case 123
//   data-here="123"                  the page shows case 123: colleagues see who reads it
//   kontakten:live                   on document: {kind, id, what}; kind "resync": read again what is shown
//   kontakten:live-state             on document: {alive, at}
//
// Where the stream stands still the page says so and since when, and asks at intervals (R23).

const grace = 4_000; // a stream that comes back within this is no interruption
const silence = 40_000; // the server says something every 15 seconds
const longest = 30_000; // between attempts

// hold keeps one stream and tells what comes. It gives a function that tries again at once.
function hold(tell) {
  let heard = 0;
  let at = new Date().toTimeString().slice(0, 5).replace(":", "."); // until the server says: a page was drawn just now
  let alive = true;
  let pause = 500;
  let waiting = 0;
  let cut = null;
  let over = false; // the session has ended: nothing is asked until a page says so

  function state(now) {
    if (now !== alive) {
      alive = now;
      tell({ state: { alive, at } });
    }
  }
  function event(name, data) {
    heard = Date.now();
    if (name === "ended") throw new Error("ended");
    if (name === "news") return tell({ news: data });
    at = data.up ? data.at : data.since;
    state(data.up);
    if (name === "hello") {
      pause = 500;
      tell({ hello: { alive, at }, news: [{ kind: "resync", id: 0, what: "" }] });
    }
  }
  async function read(body) {
    let text = "";
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
        if (name) event(name, JSON.parse(data));
      }
    }
  }
  async function run() {
    clearTimeout(waiting);
    cut?.abort();
    const mine = (cut = new AbortController());
    over = false;
    try {
      const answer = await fetch("/strom", { credentials: "same-origin", cache: "no-store", signal: mine.signal });
      over = answer.status === 401;
      if (answer.ok) await read(answer.body);
    } catch {
      // told below by silence
    }
    if (cut !== mine) return;
    cut = null;
    if (over) return tell({ ended: true });
    waiting = setTimeout(run, pause);
    pause = Math.min(2 * pause, longest);
    setTimeout(() => state(cut !== null && Date.now() - heard < silence), grace);
  }
  setInterval(() => {
    if (cut !== null && heard && Date.now() - heard > silence) {
      state(false);
      run();
    }
  }, 5_000);
  run();
  return { again: () => cut === null && run(), state: () => ({ alive, at }) };
}

if (typeof SharedWorkerGlobalScope !== "undefined" && self instanceof SharedWorkerGlobalScope) {
  const ports = new Set();
  let lately = []; // a page that has just come may have been drawn before them
  const stream = hold((said) => {
    const now = Date.now();
    lately = lately.filter(({ when }) => now - when < 10_000);
    if (said.news) lately.push({ when: now, news: said.news });
    for (const port of ports) port.postMessage(said);
  });
  self.addEventListener("connect", (e) => {
    const port = e.ports[0];
    ports.add(port);
    port.onmessage = ({ data }) => {
      if (data === "again") stream.again();
      if (data === "gone") ports.delete(port);
    };
    port.postMessage({ state: stream.state(), news: lately.flatMap(({ news }) => news) });
    stream.again();
  });
} else {
  page();
}

function page() {
  const still = document.getElementById("still");
  let alive = true;
  let polling = 0;

  function matches(el, news) {
    return el.dataset.live.split(" ").some((want) => want === `${news.kind}:${news.id}` || want === `${news.kind}:*`);
  }
  function news(n) {
    for (const el of document.querySelectorAll("[data-live]")) {
      if (n.kind === "resync" || matches(el, n)) window.htmx?.trigger(el, "live");
    }
    const arrived = n.kind === "event" && n.what === "arrived" && document.querySelector(`[data-arrived="${n.id}"]`);
    if (arrived && !arrived.textContent) {
      const again = Object.assign(document.createElement("a"), { href: location.pathname, textContent: "Läs om sidan" });
      arrived.append(arrived.dataset.words, " ", again);
    }
    document.dispatchEvent(new CustomEvent("kontakten:live", { detail: n }));
  }
  function state(s) {
    if (s.alive === alive) return;
    alive = s.alive;
    still.textContent = alive ? "" : `Sidan uppdateras inte av sig själv, senast ${s.at}. Den frågar var trettionde sekund.`;
    clearInterval(polling);
    if (!alive) polling = setInterval(() => news({ kind: "resync", id: 0, what: "poll" }), 30_000);
    document.dispatchEvent(new CustomEvent("kontakten:live-state", { detail: s }));
  }
  function told(said) {
    if (said.ended) document.dispatchEvent(new CustomEvent("kontakten:ended"));
    if (said.state ?? said.hello) state(said.state ?? said.hello);
    said.news?.forEach(news);
  }

  function share() {
    const { port } = new SharedWorker(import.meta.url, { type: "module", name: "kontakten" });
    port.onmessage = ({ data }) => told(data);
    addEventListener("pagehide", () => port.postMessage("gone"), { once: true });
    addEventListener("online", () => port.postMessage("again"));
  }
  function take() {
    const all = new BroadcastChannel("kontakten-live");
    let stream = null;
    all.onmessage = ({ data }) => (data === "again" ? stream?.again() : told(data));
    all.postMessage("again");
    navigator.locks?.request("kontakten-live", () => {
      stream = hold((said) => {
        all.postMessage(said);
        told(said);
      });
      return new Promise(() => {}); // held until the tab closes; then another tab gets it
    });
  }
  if (typeof SharedWorker === "function") {
    share();
    addEventListener("pageshow", (e) => e.persisted && share());
  } else {
    take();
  }

  // Presence: a word every 20 seconds while the page is seen, and one at its end.
  const at = document.querySelector("[data-here]")?.dataset.here;
  if (!at) return;
  const id = Math.random().toString(36).slice(2, 10);
  const say = (gone) => navigator.sendBeacon("/strom/har", new URLSearchParams({ case: at, page: id, ...(gone && { gone: "1" }) }));
  const seen = () => document.visibilityState === "visible" && say(false);
  seen();
  setInterval(seen, 20_000);
  document.addEventListener("visibilitychange", () => say(document.visibilityState === "hidden"));
  addEventListener("pagehide", () => say(true));
}
