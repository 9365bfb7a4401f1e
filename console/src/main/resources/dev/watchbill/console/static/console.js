// Keeps times alive, says whether the page is, and keeps everybody's place when a part of it is refreshed. Everything else works without it.
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
  // Each browser writes dates its own way: beside a field stands its day, so that 02/03 is taken for no other.
  const day = (field) => {
    const date = field.value.split("T")[0];
    if (field.nextElementSibling?.className !== "day") field.after(Object.assign(document.createElement("span"), { className: "day" }));
    const noon = new Date(date + "T12:00Z");
    field.nextElementSibling.textContent = isNaN(noon) ? "" : noon.toLocaleDateString("en", { weekday: "short", timeZone: "UTC" }) + " " + date;
  };
  const days = () => document.querySelectorAll("input[type=date], input[type=datetime-local]").forEach(day);
  const live = (on) => {
    const sign = document.getElementById("live");
    if (!sign) return;
    sign.className = "live " + (on ? "on" : "off");
    sign.textContent = on ? "live" : "not live";
  };

  // A refreshed part is made of other elements. Where the keyboard is, what is filled in or ticked and what is open go over to them.
  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const sign = (element) => [element.tagName, element.name, element.getAttribute("href"), element.form?.getAttribute("action"), element.matches("a, button, summary") && element.textContent.trim()].join("\n");
  const stops = (part) => {
    const known = new Map();
    for (const element of part.querySelectorAll(STOPS)) {
      const alike = sign(element);
      known.set(alike, [...(known.get(alike) ?? []), element]);
    }
    return new Map([...known].flatMap(([alike, all]) => all.map((element, nth) => [alike + "\n" + nth, element])));
  };
  const isChanged = (field) => (field.type === "checkbox" ? field.checked !== field.defaultChecked : field.matches("input, select, textarea") && field.value !== field.defaultValue);
  const kept = new Map();
  const keep = (part) => {
    const all = [...stops(part)];
    kept.set(part.id, {
      focused: all.find(([, element]) => element === document.activeElement)?.[0],
      changed: all.filter(([, element]) => isChanged(element)).map(([key, element]) => [key, element.value, element.checked]),
      open: all.filter(([, element]) => element.matches("summary")).map(([key, element]) => [key, element.parentElement.open]),
    });
  };
  const restore = (part) => {
    const before = kept.get(part.id);
    kept.delete(part.id);
    const now = stops(part);
    for (const [key, value, checked] of before.changed) {
      const field = now.get(key);
      if (field) [field.value, field.checked] = [value, checked];
    }
    for (const [key, open] of before.open) if (now.has(key)) now.get(key).parentElement.open = open;
    now.get(before.focused)?.focus({ preventScroll: true });
  };

  let told = false;
  const hear = (on) => live((told = on));
  document.addEventListener("htmx:sseOpen", (event) => {
    hear(true);
    // Whoever was signed out elsewhere is shown the door.
    event.detail.source.addEventListener("ended", () => location.reload());
  });
  document.addEventListener("htmx:sseError", () => hear(false));
  document.addEventListener("htmx:sseClose", () => hear(false));
  // What stands there is old until a refresh works again.
  document.addEventListener("htmx:sendError", () => live(false));
  document.addEventListener("htmx:responseError", () => live(false));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (xhr.status !== 200) return;
    if (!xhr.responseText.includes(`id="${target.id}"`)) {
      // Another page was answered, such as the one to sign in.
      event.detail.shouldSwap = false;
      location.reload();
    } else if (target.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea, select")) {
      // Whoever is writing isn't disturbed.
      event.detail.shouldSwap = false;
    } else {
      keep(target);
    }
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of [...kept.keys()]) restore(document.getElementById(id));
    live(told);
    tick();
    days();
  });
  document.addEventListener("input", days);
  // Whoever pressed sees that it is under way, and comes back to a page that isn't.
  document.addEventListener("submit", (event) => event.submitter?.setAttribute("aria-busy", "true"));
  window.addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy")));
  // On a phone the pages' names are wider than it is.
  const here = document.querySelector(".bar [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;
  setInterval(tick, 1000);
  tick();
  days();
})();
