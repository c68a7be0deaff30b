// The desk works without this script. It adds the passages of a sentence beside
// it, and keys. It writes text only, never markup.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const el = (name, props, ...children) => {
    const e = document.createElement(name);
    Object.assign(e, props);
    e.append(...children);
    return e;
  };

  // Passages. They show while the pointer rests on a sentence, a mark or an
  // "evidence", and stay when the sentence is clicked.
  let open = null; // the link whose passages are shown
  let pinned = false, wait = 0;
  const answers = new Map(); // what the desk said, by address: a page is read many times over
  const close = (back) => {
    clearTimeout(wait);
    $("pop")?.remove();
    open?.removeAttribute("aria-expanded");
    if (back) open?.focus();
    open = null;
    pinned = false;
  };
  const documentURL = (p) => "/documents/" + encodeURIComponent(p.document) + "?" +
    new URLSearchParams({ rev: p.revision, start: p.start, end: p.end, sha: p.sha256.slice(0, 8) }) + "#span";
  const revision = (p) => p.revision === 0 ? "in no revision that is kept" : p.revisions === 1 ? "its only revision"
    : p.revision === p.revisions ? `revision ${p.revision}, the latest` : `revision ${p.revision} of ${p.revisions}: no longer in the latest`;
  const passage = (p) => {
    const names = { kept: "mark", cut: "del" };
    const q = el("q", { dir: "auto", lang: p.language }, ...p.pieces.map((x) => names[x.kind] ? el(names[x.kind], { textContent: x.text }) : x.text));
    const go = el("p", { className: "meta" }, el("a", { href: documentURL(p), textContent: "In the report: " + p.title }));
    if (/^https?:\/\//.test(p.link)) go.append(" · ", el("a", { href: p.link, rel: "noopener noreferrer", textContent: "Read at " + p.outlet }));
    const says = p.shared ? " · gives a figure of it too" : p.support ? " · says the same" : "", mark = p.mark ? ` [${p.mark}]` : "";
    const back = p.withdrawn ? [", ", el("b", { className: "flag", textContent: p.withdrawn })] : [];
    return el("figure", { className: "passage" },
      el("figcaption", {}, el("cite", { dir: "auto", textContent: p.outlet }), `${mark}, ${p.when}, ${revision(p)}${says}`, ...back), q, go);
  };
  const traced = (link) => link.matches("a.t, a[data-trace]");
  const ask = (link) => {
    const u = new URL(link.href), url = traced(link) ? u.pathname + "/passages" : u.pathname + "/passage" + u.search;
    if (!answers.has(url)) {
      const answer = fetch(url, { headers: { Accept: "application/json" } }).then((r) => r.ok ? r.json() : Promise.reject(new Error(r.status)));
      answer.catch(() => answers.delete(url));
      answers.set(url, answer);
    }
    return answers.get(url);
  };
  // beside returns where the column beside the story begins, 0 if it is too narrow.
  const beside = () => {
    const r = document.querySelector("article.story")?.getBoundingClientRect();
    return r && innerWidth - r.right >= 340 ? r.right + 24 : 0;
  };
  const put = (pop, link) => {
    const at = beside(), lines = link.getClientRects(), first = lines[0] || link.getBoundingClientRect(), last = lines[lines.length - 1] || first;
    pop.style.maxWidth = at ? innerWidth - at - 16 + "px" : "";
    const h = pop.offsetHeight;
    const left = at || Math.max(16, Math.min(first.left, innerWidth - pop.offsetWidth - 16));
    let top = at ? Math.max(8, Math.min(first.top - 8, innerHeight - h - 8)) : last.bottom + 6;
    if (!at && top + h > innerHeight && first.top - h - 6 > 0) top = first.top - h - 6;
    pop.style.left = left + scrollX + "px";
    pop.style.top = top + scrollY + "px";
  };
  const show = async (link, pin) => {
    close(false);
    open = link;
    pinned = pin;
    link.setAttribute("aria-expanded", "true");
    const pop = el("div", { id: "pop", tabIndex: -1 });
    pop.setAttribute("role", "dialog");
    pop.setAttribute("aria-label", "The passages that this rests on");
    const x = el("button", { className: "plain close", textContent: "Close", type: "button" });
    x.addEventListener("click", () => close(true));
    pop.append(x, el("p", { className: "meta wait", textContent: "Reading …" }));
    document.body.append(pop);
    put(pop, link);
    try {
      const t = await ask(link);
      if (open !== link || !pop.isConnected) return;
      pop.querySelector(".wait").remove();
      const plain = (s) => s.replace(/\s+/g, " ").trim();
      if (link.classList.contains("t") && plain(t.statement.text) !== plain(link.textContent)) {
        pop.append(el("p", { className: "meta", textContent: "The story was written anew meanwhile: load the page again." }));
      }
      pop.append(...t.passages.map(passage));
      put(pop, link);
      if (!pinned) return;
      pop.focus({ preventScroll: true });
      pop.scrollIntoView({ block: "nearest" });
    } catch {
      if (pinned) location.href = link.href; else close(false);
    }
  };
  document.addEventListener("click", (e) => {
    if (e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const link = e.target.closest("a.t, a[data-trace]");
    if (link) {
      e.preventDefault();
      if (open === link && pinned) close(true); else show(link, true);
    } else if (open && !e.target.closest("#pop")) close(false);
  });
  document.addEventListener("pointerover", (e) => {
    if (e.pointerType !== "mouse" || pinned) return;
    const link = e.target.closest("main :is(a.t, a[data-trace], a.ev, .n a)");
    if (link ? link === open : e.target.closest("#pop")) return clearTimeout(wait);
    clearTimeout(wait);
    if (link) wait = setTimeout(() => show(link, false), 120);
    else if (open) wait = setTimeout(() => close(false), 300);
  });

  // Keys. They can be turned off: who speaks to the machine may not want them.
  const help = $("help"), on = $("keys-on");
  try { on.checked = localStorage.getItem("keys") !== "off"; } catch { /* no storage: they work */ }
  on.addEventListener("change", () => { try { localStorage.setItem("keys", on.checked ? "on" : "off"); } catch { /* for this page only */ } });
  let at = -1;
  const items = () => [...document.querySelectorAll("main .item")].filter((x) => x.getClientRects().length);
  const go = (step) => {
    const list = items();
    if (!list.length) return;
    const now = list.indexOf(document.activeElement);
    at = Math.max(0, Math.min(list.length - 1, (now < 0 ? at : now) + step));
    close(false);
    list[at].focus();
    list[at].scrollIntoView({ block: "nearest" });
    if (list[at].matches("a.t") && beside()) show(list[at], false);
  };
  const jump = (id) => {
    const h = $(id);
    if (!h) return;
    h.tabIndex = -1;
    h.focus({ preventScroll: true });
    h.scrollIntoView();
  };
  const source = () => {
    const here = document.activeElement;
    if (!here?.classList.contains("item")) return;
    const mark = here.closest(".s")?.querySelector(".n a");
    location.href = (mark || here).href;
  };
  const keys = {
    j: () => go(1), k: () => go(-1), o: source, s: () => jump("sources"), d: () => jump("differ"), c: () => jump("changes"), t: () => jump("timeline"),
    "/": () => $("q")?.focus(), "?": () => help.open ? help.close() : help.showModal(),
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && open) return close(true);
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const f = keys[e.key];
    if (!f || !on.checked && e.key !== "?" || help.open && e.key !== "?") return;
    e.preventDefault();
    f();
  });
})();
