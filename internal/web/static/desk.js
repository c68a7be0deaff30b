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

  // Passages.
  let open = null; // the link whose passages are shown
  const close = (back) => {
    $("pop")?.remove();
    open?.setAttribute("aria-expanded", "false");
    if (back) open?.focus();
    open = null;
  };
  const documentURL = (p) => "/documents/" + encodeURIComponent(p.document) + "?" +
    new URLSearchParams({ rev: p.revision, start: p.start, end: p.end, sha: p.sha256.slice(0, 8) }) + "#span";
  const revision = (p) => p.revision === 0 ? "in no revision that is kept" : p.revisions === 1 ? "its only text"
    : p.revision === p.revisions ? `revision ${p.revision}, the latest` : `revision ${p.revision} of ${p.revisions}: no longer in the latest`;
  const passage = (p) => {
    const names = { kept: "mark", cut: "del" };
    const q = el("q", { dir: "auto", lang: p.language }, ...p.pieces.map((x) => names[x.kind] ? el(names[x.kind], { textContent: x.text }) : x.text));
    const go = el("p", { className: "meta" }, el("a", { href: documentURL(p), textContent: "In the report" }));
    if (/^https?:\/\//.test(p.link)) go.append(" · ", el("a", { href: p.link, rel: "noopener noreferrer", textContent: "Read at " + p.outlet }));
    const says = p.support ? " · says the same" : "";
    return el("figure", { className: "passage" },
      el("figcaption", {}, el("cite", { dir: "auto", textContent: p.outlet }), ` [${p.mark}], ${p.when}, ${revision(p)}${says}`), q, go);
  };
  const show = async (link) => {
    close(false);
    open = link;
    link.setAttribute("aria-expanded", "true");
    const pop = el("div", { id: "pop", tabIndex: -1 });
    pop.setAttribute("role", "dialog");
    pop.setAttribute("aria-label", "The passages that this rests on");
    const x = el("button", { className: "plain close", textContent: "Close", type: "button" });
    x.addEventListener("click", () => close(true));
    pop.append(x, el("p", { className: "meta wait", textContent: "Reading …" }));
    document.body.append(pop);
    const put = () => {
      const r = link.getClientRects()[0] || link.getBoundingClientRect();
      const below = link.getBoundingClientRect().bottom + 6;
      pop.style.left = Math.max(16, Math.min(r.left, innerWidth - pop.offsetWidth - 16)) + scrollX + "px";
      pop.style.top = below + scrollY + "px";
    };
    put();
    try {
      const answer = await fetch(new URL(link.href).pathname + "/passages", { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const t = await answer.json();
      if (open !== link) return;
      pop.querySelector(".wait").remove();
      const changed = link.classList.contains("t") && t.statement.text.replace(/\s+/g, " ").trim() !== link.textContent.replace(/\s+/g, " ").trim();
      if (changed) pop.append(el("p", { className: "meta", textContent: "The story was written anew meanwhile: load the page again." }));
      pop.append(...t.passages.map(passage));
      put();
      pop.focus({ preventScroll: true });
      pop.scrollIntoView({ block: "nearest" });
    } catch {
      location.href = link.href;
    }
  };
  document.addEventListener("click", (e) => {
    if (e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const link = e.target.closest("a.t, a[data-trace]");
    if (link) {
      e.preventDefault();
      if (open === link) close(true); else show(link);
    } else if (open && !e.target.closest("#pop")) close(false);
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
