// Keeps times alive and says whether the page is. Everything else works without it.
(() => {
  const pad = (n) => String(n).padStart(2, "0");
  const size = (s) =>
    s >= 172800 ? Math.floor(s / 86400) + " d" : s >= 7200 ? Math.floor(s / 3600) + " h" : s >= 60 ? Math.floor(s / 60) + " min" : s >= 1 ? s + " s" : "";

  const tick = () => {
    const now = Date.now();
    for (const element of document.querySelectorAll("time[data-countdown]")) {
      const left = Math.round((Date.parse(element.dateTime) - now) / 1000);
      if (left > 86400) continue;
      const hours = Math.floor(left / 3600);
      element.textContent = left <= 0 ? "now" : "in " + (hours ? hours + ":" + pad(Math.floor(left / 60) % 60) : Math.floor(left / 60)) + ":" + pad(left % 60);
    }
    for (const element of document.querySelectorAll("[data-ago]")) {
      const seconds = Math.round((now - Date.parse(element.dataset.ago)) / 1000);
      const text = size(Math.abs(seconds));
      element.textContent = text === "" ? "now" : seconds >= 0 ? text + " ago" : "in " + text;
    }
  };
  const live = (on) => {
    const sign = document.getElementById("live");
    if (!sign) return;
    sign.className = "live " + (on ? "on" : "off");
    sign.textContent = on ? "live" : "not live";
  };

  document.addEventListener("htmx:sseOpen", () => live(true));
  document.addEventListener("htmx:sseError", () => live(false));
  document.addEventListener("htmx:sseClose", () => live(false));
  document.addEventListener("htmx:afterSettle", tick);
  // What somebody is writing or has opened must survive a refresh of the part it stands in.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) event.detail.shouldSwap = false;
  });
  setInterval(tick, 1000);
  tick();
})();
