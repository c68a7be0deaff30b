// The pages of the desk in a real browser. `make test` installs what this needs
// and runs it; screenshots are left under out/web.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname, "../..");
const binary = process.env.WIREDESK || path.join(root, "bin/wiredesk");
const shots = path.join(root, "out/web");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const env = Object.fromEntries(Object.entries(process.env).filter(([k]) => !k.startsWith("WIREDESK")));

let browser, desk, setup;
const started = [];

// serve starts the program and returns where it is.
function serve(args) {
  return new Promise((resolve, reject) => {
    const p = spawn(binary, args, { env, stdio: ["ignore", "pipe", "ignore"] });
    started.push(p);
    let text = "";
    p.stdout.on("data", (b) => {
      text += b;
      const at = /wiredesk is at (\S+)\//.exec(text), first = /(\S+setup\?token=\S+)\n/.exec(text);
      if (at && first) resolve({ address: at[1], setup: first[1] });
    });
    p.on("exit", () => reject(new Error("wiredesk ended: " + text)));
  });
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  ({ address: desk, setup } = await serve(["demo", "--serve", "--addr", "127.0.0.1:0", "--for", "10m"]));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  for (const p of started) p.kill("SIGTERM");
});

// open opens a page and watches over it: nothing may be refused by the policy,
// come from elsewhere, or fail.
async function open(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (m) => { if (m.type() === "error" && !/status of (4|5)/.test(m.text())) faults.push(m.text()); });
  page.on("pageerror", (e) => faults.push(String(e)));
  page.on("dialog", (d) => { faults.push("dialog: " + d.message()); d.dismiss(); });
  page.on("request", (r) => { if (!r.url().startsWith(page.base || desk)) faults.push("load of " + r.url()); });
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  return page;
}

// story opens the story with the most reports.
async function story(page) {
  await page.goto(desk + "/?q=ferry&differ=1");
  await page.getByRole("link", { name: /Blue Plover/ }).first().click();
  await page.waitForSelector("article.story");
}

async function login(page, name = "ana", password = "a long enough password") {
  await page.goto(desk + "/login");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

const titles = (page) => page.locator("ol.stories h2").allTextContents();

test("list and filters", async (t) => {
  const page = await open(t);
  await page.goto(desk + "/");
  const all = await titles(page);
  assert.ok(all.length >= 12, `${all.length} stories`);
  assert.match(await page.locator("ol.stories").innerText(), /\d reports, \d outlets,\s\d independent origins/);
  assert.ok(await page.locator("svg.spark rect").count() > 10);
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Reports differ").check();
  await page.getByRole("button", { name: "Show" }).click();
  const differ = await titles(page);
  assert.ok(differ.length > 0 && differ.length < all.length);
  for (const row of await page.locator("li.row").all()) assert.match(await row.innerText(), /points? differs?: \w+/);
  assert.equal(await page.locator(".chip[aria-current]").innerText(), "Reports differ");
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Place").fill("varsund");
  await page.getByRole("button", { name: "Show" }).click();
  const there = await titles(page);
  assert.ok(there.length > 0 && there.length < differ.length, `${there.length} of ${differ.length}`);
  await page.goto(desk + "/?q=nowhere-to-be-found");
  assert.match(await page.locator(".empty").innerText(), /Take a filter away/);
  await page.getByRole("link", { name: "All stories" }).click();
  assert.equal((await titles(page)).length, all.length);
  await page.getByRole("link", { name: "2 origins or more" }).click();
  const two = await titles(page);
  assert.ok(two.length > 0 && two.length < all.length);
  await page.getByRole("link", { name: "Reports differ" }).click();
  assert.ok((await titles(page)).length < two.length);
  await page.getByRole("link", { name: "2 origins or more" }).click();
  assert.deepEqual(await titles(page), differ);
});

// pop waits for the passages of a link and returns what is marked in the first.
async function pop(page) {
  await page.waitForSelector("#pop .passage mark");
  return (await page.locator("#pop .passage").first().locator("mark").allTextContents()).join(" ").replace(/\s+/g, " ").trim();
}

test("evidence under the pointer", async (t) => {
  const page = await open(t);
  await story(page);
  const plain = async (l) => (await l.innerText()).replace(/\s+/g, " ").trim();
  for (const i of [0, 3]) {
    const sentence = page.locator(".narrative a.t").nth(i);
    await sentence.hover();
    await page.waitForFunction((x) => document.querySelectorAll(".narrative a.t")[x].getAttribute("aria-expanded") === "true", i);
    assert.equal(await pop(page), await plain(sentence));
    assert.ok(await sentence.evaluate((e) => document.activeElement !== e && !document.activeElement.closest("#pop")), "the focus stays where it is");
    const [box, text] = [await page.locator("#pop").boundingBox(), await page.locator("article.story").boundingBox()];
    assert.ok(box.x >= text.x + text.width && box.x + box.width <= 1200 && box.y + box.height <= 900, "it stands beside the text: " + JSON.stringify(box));
  }
  await page.screenshot({ path: path.join(shots, "hover.png") });
  await page.locator("#pop").hover();
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#pop").count(), 1, "who goes to it keeps it");
  await page.mouse.move(2, 2);
  await page.waitForSelector("#pop", { state: "detached" });
  await page.locator(".narrative a.t").first().hover();
  await pop(page);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#pop").count(), 0);
  for (const link of [".figures a.ev", ".quotation a.ev", ".points .n a"]) {
    await page.mouse.move(2, 2);
    await page.locator(link).first().hover();
    assert.ok((await pop(page)).length > 0, link);
  }
  await page.mouse.move(2, 2);
  await page.locator(".narrative a.t").first().focus();
  await page.keyboard.press("j");
  assert.equal(await pop(page), await plain(page.locator(".narrative a.t").nth(1)));
  await page.setViewportSize({ width: 800, height: 700 });
  await page.keyboard.press("Escape");
  const sentence = page.locator(".narrative a.t").nth(2);
  await sentence.hover();
  assert.equal(await pop(page), await plain(sentence));
  const [box, line] = [await page.locator("#pop").boundingBox(), await sentence.boundingBox()];
  assert.ok(box.y >= line.y + line.height - 1 || box.y + box.height <= line.y + 1, "it covers no word of the sentence");
});

test("from a report to the sentence, and back", async (t) => {
  const page = await open(t);
  await story(page);
  const sentence = page.locator(".narrative .s").last(); // the first may be the headline's
  const text = (await sentence.locator("a.t").innerText()).replace(/\s+/g, " ").trim();
  await sentence.locator(".n a").first().click();
  await page.waitForSelector("mark#span");
  await page.locator("a.cited", { has: page.locator("mark#span") }).click();
  await page.waitForSelector(".s:target");
  assert.equal((await page.locator(".s:target a.t").innerText()).replace(/\s+/g, " ").trim(), text);
  assert.ok(await page.locator(".s:target").isVisible());
});

test("figures: what matters first", async (t) => {
  const page = await open(t);
  await page.goto(desk + "/?q=pots");
  await page.locator("ol.stories a.item").first().click();
  const shown = await page.locator(".figures > .figure-list > li").count(), all = await page.locator(".figures .all a").innerText();
  assert.ok(shown > 0 && shown <= 8 && parseInt(all.slice(4), 10) > 2 * shown, `${shown}; ${all}`);
  await page.getByRole("link", { name: all }).click();
  await page.waitForURL(/figures$/);
  assert.ok(await page.locator(".figure-list > li").count() > 2 * shown);
  for (const x of ["Differ", "Sources"]) {
    await story(page);
    await page.locator(".rail").getByRole("link", { name: x }).click();
    assert.ok(page.url().endsWith("#" + x.toLowerCase()));
  }
});

test("story: order, evidence, sources", async (t) => {
  const page = await open(t);
  await story(page);
  const heads = await page.locator("article h2").allTextContents();
  const want = ["Where the reports differ", "Only one origin says", "Brief", "Figures", "Where they agree", "Timeline", "Quotations", "Questions", "People", "Coverage", "Sources", "Changes"];
  assert.deepEqual(heads, want);
  assert.ok(await page.locator("svg.chart circle").count() >= 4);
  const sentence = page.locator(".narrative a.t").first();
  const text = await sentence.innerText();
  await sentence.click();
  await page.waitForSelector("#pop .passage mark");
  const kept = (await page.locator("#pop .passage").first().locator("mark").allTextContents()).join("");
  assert.equal(kept.replace(/\s+/g, " ").trim(), text.replace(/\s+/g, " ").trim());
  await page.screenshot({ path: path.join(shots, "popover.png") });
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#pop").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.className), "t item");
  await page.locator(".narrative .n a").first().click();
  await page.waitForSelector("mark#span");
  const marked = await page.locator(".text mark").allTextContents();
  assert.ok(marked.join("").includes(text.slice(0, 40)), marked.join(""));
  assert.ok(await page.locator("mark#span").isVisible());
  await page.screenshot({ path: path.join(shots, "document.png") });
});

test("keys", async (t) => {
  const page = await open(t);
  await page.goto(desk + "/");
  const active = () => page.evaluate(() => document.activeElement.textContent.trim());
  const all = (await titles(page)).map((s) => s.trim());
  await page.keyboard.press("j");
  assert.equal(await active(), all[0]);
  await page.keyboard.press("j");
  assert.equal(await active(), all[1]);
  await page.keyboard.press("k");
  assert.equal(await active(), all[0]);
  await page.keyboard.press("o");
  await page.waitForSelector("article.story");
  await story(page);
  for (const [key, id] of [["d", "differ"], ["s", "sources"], ["t", "timeline"], ["c", "changes"]]) {
    await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
  }
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog#help").isVisible());
  await page.getByLabel("Keys work").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "differ");
  await page.keyboard.press("?");
  await page.getByLabel("Keys work").check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("dj ferry");
  assert.equal(await page.locator("#q").inputValue(), "dj ferry");
});

test("without a script", async (t) => {
  const page = await open(t, { javaScriptEnabled: false });
  await story(page);
  const link = page.locator(".narrative a.t").first();
  const text = (await link.innerText()).replace(/\s+/g, " ").trim();
  await link.click();
  assert.equal((await page.locator("blockquote").innerText()).trim(), text);
  assert.ok(await page.locator("figure.passage mark").count() > 0);
  await page.getByRole("link", { name: "In the report" }).first().click();
  await page.waitForSelector("mark#span");
  await page.getByRole("link", { name: "wiredesk" }).click();
  await page.getByRole("searchbox").fill("ferry");
  await page.keyboard.press("Enter");
  await page.waitForSelector("ol.hits li:nth-child(3)");
  await page.goto(desk + "/people");
  await page.getByRole("link", { name: "Maret Oskin" }).click();
  await page.waitForSelector("#by");
  assert.match(await page.locator("main").innerText(), /The floor became the wall/);
});

test("first user, log-in, log-out", async (t) => {
  const page = await open(t);
  await page.goto(desk + "/users");
  assert.match(page.url(), /\/login\?to=%2Fusers$/);
  await page.goto(setup);
  await page.getByLabel("Name").fill("ana");
  await page.getByLabel(/^Password/).fill("a long enough password");
  await page.getByRole("button", { name: "Make the first user" }).click();
  await page.waitForSelector("text=Log out");
  await page.goto(desk + "/users");
  await page.getByLabel("What it is for").fill("feed");
  await page.getByRole("button", { name: "Make" }).click();
  const key = await page.locator("#key").innerText();
  assert.match(key, /^wiredesk_.{43}$/);
  assert.equal((await fetch(desk + "/rules", { headers: { Authorization: "Bearer " + key } })).status, 200);
  assert.equal((await fetch(desk + "/users", { headers: { Authorization: "Bearer " + key }, redirect: "manual" })).status, 403);
  await page.getByRole("button", { name: "Remove feed" }).click();
  await page.waitForSelector("text=New key");
  assert.equal((await fetch(desk + "/rules", { headers: { Authorization: "Bearer " + key }, redirect: "manual" })).status, 303);
  await page.getByRole("button", { name: "Log out" }).click();
  await page.waitForURL(/login/);
  await login(page, "ana", "a wrong password");
  assert.match(await page.getByRole("alert").innerText(), /name or password is wrong/);
  await login(page);
  await page.waitForSelector("text=Log out");
  assert.equal(page.url(), desk + "/");
});

test("merge, split, mute, and back", async (t) => {
  const page = await open(t);
  await login(page);
  await page.waitForSelector("text=Log out");
  const all = await titles(page);
  await story(page);
  const url = page.url();
  const reports = async () => Number(await page.locator(".counts b").first().innerText());
  const n = await reports();
  await page.getByLabel("Merge with").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Merge" }).click();
  await page.waitForSelector(".note code");
  assert.match(await page.locator(".note").innerText(), /The rule merge s-.* holds/);
  assert.ok(await reports() > n, "it has no more reports");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await page.waitForSelector("text=was taken back");
  assert.equal(await reports(), n);

  await page.goto(desk + "/");
  const other = await page.locator("ol.stories a.item").evaluateAll((all, url) => all.map((a) => a.href).find((h) => h !== url), url);
  await page.goto(url);
  await page.getByLabel("or with that at the address").fill(other + "#sources");
  await page.getByRole("button", { name: "Merge" }).click();
  await page.waitForSelector(".note code");
  assert.ok(await reports() > n);
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await page.waitForSelector("text=was taken back");
  assert.equal(await reports(), n);

  await page.goto(url);
  await page.getByRole("group", { name: "Split off" }).getByRole("checkbox").last().check();
  await page.getByRole("button", { name: "Split" }).click();
  await page.waitForSelector(".note code");
  await page.goto(url);
  assert.equal(await reports(), n - 1);
  await page.goto(desk + "/rules");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await page.waitForSelector("text=was taken back");
  await page.goto(url);
  assert.equal(await reports(), n);

  await page.getByRole("button", { name: "Mute this story" }).click();
  await page.waitForURL(/\/rules/);
  await page.goto(desk + "/");
  assert.equal((await titles(page)).length, all.length - 1);
  assert.equal((await page.goto(url)).status(), 404);
  await page.goto(desk + "/rules");
  await page.getByRole("button", { name: /^Undo mute/ }).first().click();
  await page.goto(desk + "/");
  assert.deepEqual(await titles(page), all);
});

test("sources: follow, pause, remove", async (t) => {
  const page = await open(t);
  await page.goto(desk + "/sources");
  assert.equal(await page.getByRole("button", { name: "Follow" }).count(), 0);
  await login(page);
  await page.waitForSelector("text=Log out");
  await page.goto(desk + "/sources");
  await page.getByLabel("Follow an address").fill("ftp://halm.example/feed");
  await page.getByRole("button", { name: "Follow" }).click();
  assert.ok((await page.getByRole("alert").innerText()).length > 10);
  assert.equal(await page.getByLabel("Follow an address").inputValue(), "ftp://halm.example/feed");
  await page.getByLabel("Follow an address").fill("http://127.0.0.1:1/feed.xml?key=hush");
  await page.getByLabel("Ask it").selectOption("1h");
  await page.getByRole("button", { name: "Follow" }).click();
  await page.waitForSelector("text=Followed since");
  const url = page.url();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.waitForSelector("text=Ask it again");
  await page.goto(desk + "/sources?state=paused");
  assert.match(await page.locator(".lines").innerText(), /127\.0\.0\.1:1\/feed\.xml\?key=\*\*\*/);
  await page.goto(url);
  await page.getByRole("button", { name: "Ask it again" }).click();
  await page.waitForSelector("button:text('Pause')");
  for (let i = 0; i < 60 && await page.locator(".bad").count() === 0; i++) { // the desk may not go to this machine's own addresses
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.match(await page.locator(".history").innerText(), /could not be read: /);
  const list = await (await fetch(desk + "/sources.opml")).text();
  assert.ok(list.includes("key=***") && !list.includes("hush"));
});

test("changes since the last visit", async (t) => {
  const page = await open(t);
  await story(page);
  assert.equal(await page.locator("a.flag", { hasText: "since your last visit" }).count(), 0);
  const url = page.url();
  const [c] = (await page.context().cookies(url)).filter((x) => x.name === "seen");
  assert.ok(c && c.httpOnly && c.sameSite === "Strict" && c.path.startsWith("/stories/"));
  const yesterday = Math.floor(Date.now() / 1000) - 86400;
  await page.context().addCookies([{ ...c, value: `${yesterday - 10}.${yesterday}` }]);
  await page.goto(url);
  assert.equal(await page.locator("a.flag", { hasText: "since your last visit" }).count(), 1);
  assert.ok(await page.locator("details.change[open] .flag", { hasText: "new" }).count() > 0);
});

const places = ["/", "/?differ=1", "/people", "/people/Maret%20Oskin", "/search?q=ferry", "/rules", "/sources", "/sources/1", "/desk", "/login", "/setup", "/missing", "/users", "/account"];

for (const [name, options] of Object.entries({
  desktop: { viewport: { width: 1200, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "dark", isMobile: true, hasTouch: true },
})) {
  test("nothing in the way of anybody: " + name, async (t) => {
    const page = await open(t, { ...options, bypassCSP: true }); // for axe alone
    await login(page);
    await page.waitForSelector("text=Log out");
    await story(page);
    const at = new URL(page.url()).pathname;
    const sentence = await page.locator(".narrative a.t").first().getAttribute("href");
    const report = await page.locator(".narrative .n a").first().getAttribute("href");
    const found = [];
    for (const where of [...places, at, at + "/why", at + "/changes", at + "/sources", at + "/quotations", sentence, report]) {
      await page.goto(desk + where);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const v of violations) {
        if (["serious", "critical"].includes(v.impact)) found.push(`${where}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
        else t.diagnostic(`${where}: ${v.impact} ${v.id} ${v.nodes[0].html.slice(0, 120)}`);
      }
      const wide = await page.evaluate(() => [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 100)));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where + " is wider than the screen: " + wide.slice(0, 5).join("\n"));
      const file = { "/": "list", [at]: "story", [sentence]: "evidence", "/people/Maret%20Oskin": "person", "/rules": "rules", "/desk": "desk", "/sources": "sources", "/sources/1": "source", "/search?q=ferry": "search", "/login": "login", "/users": "users" }[where];
      if (file) await page.screenshot({ path: path.join(shots, `${file}-${name}.png`), fullPage: true });
    }
    assert.deepEqual(found, []);
    await page.goto(desk + at);
    await page.locator(".narrative a.t").first().click();
    await page.waitForSelector("#pop .passage");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => v.id + " " + v.nodes[0].html), []);
  });
}

test("a source is removed", async (t) => {
  const page = await open(t, { javaScriptEnabled: false });
  await login(page);
  await page.goto(desk + "/sources/1");
  await page.getByText("Remove", { exact: true }).click();
  await page.getByRole("button", { name: "Remove this source" }).click();
  assert.match(await page.getByRole("status").innerText(), /Its reports stay/);
  assert.equal((await page.goto(desk + "/sources/1")).status(), 404);
});

test("narrow, and on paper", async (t) => {
  const page = await open(t, { viewport: { width: 320, height: 640 } });
  await story(page);
  const at = new URL(page.url()).pathname;
  for (const where of ["/", "/?differ=1", at, await page.locator(".narrative .n a").first().getAttribute("href"), "/people", "/search?q=ferry", "/sources", "/desk"]) {
    await page.goto(desk + where);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where + " is wider than 320 pixels");
  }
  await page.goto(desk + at);
  await page.emulateMedia({ media: "print" });
  for (const [e, visible] of [[".bar", false], [".find", false], [".narrative", true], ["#sources", true]]) {
    assert.equal(await page.locator(e).first().isVisible(), visible, e);
  }
});

test("weight of a page", async (t) => {
  const page = await open(t);
  const bodies = [];
  page.on("response", (r) => { bodies.push(r.body().then((b) => b.length)); });
  await story(page);
  bodies.length = 0;
  await page.reload();
  const weight = (await Promise.all(bodies)).reduce((a, b) => a + b, 0);
  t.diagnostic(`${weight} bytes, unpacked`);
  assert.ok(weight <= 100 * 1024, `${weight} bytes`);
});

test("hostile reports", async (t) => {
  const dir = mkdtempSync(path.join(tmpdir(), "wiredesk-web-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const vectors = ["<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "\"><svg onload=window.pwned=1>", "javascript:window.pwned=1", "</title><script>window.pwned=1</script>",
    "'-alert(1)-'", "{{constructor.constructor('window.pwned=1')()}}", "<a href=javascript:window.pwned=1>x</a>", "<iframe srcdoc='<script>parent.pwned=1</script>'>", "\u202Egnp.exe", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<style>@import'//evil.example'</style>", "<math><mi//xlink:href='data:x,<script>pwned=1</script>'>"];
  const lines = vectors.flatMap((v, i) => [0, 1].map((k) => JSON.stringify({
    id: `${v.replace("\u202E", "")} ${i}-${k}`, title: `Bridge of Halm ${i} closed after flood ${v}`, outlet: v, url: (k ? "javascript:window.pwned=" : "https://outlet.example/") + encodeURIComponent(v) + i, authors: [v],
    published: `2026-10-0${1 + (i % 8)}T1${k}:00:00Z`,
    text: `The bridge of Halm${i} was closed on Monday after the flood, the mayor Ana Roe${i} said ${v}.\n\nTwelve people were hurt at Halm${i}, said the council of Halm${i}. "We are safe ${v}", said Ana Roe${i}.`,
  })));
  lines.push(JSON.stringify({ id: "rtl", title: "إغلاق جسر حلم بعد الفيضان", outlet: "بريد حلم", published: "2026-10-05T10:00:00Z", language: "ar", text: "أغلق جسر حلم يوم الاثنين بعد الفيضان." }));
  writeFileSync(path.join(dir, "in.jsonl"), lines.join("\n"));
  const store = path.join(dir, "w.db");
  execFileSync(binary, ["init", "--store", store], { env, stdio: "ignore" });
  const added = spawnSync(binary, ["add", "--store", store, path.join(dir, "in.jsonl")], { env, encoding: "utf8" });
  assert.equal(added.stdout.trim().split("\n").length, lines.length, added.stderr);
  const { address } = await serve(["serve", "--store", store, "--addr", "127.0.0.1:0"]);
  const page = await open(t);
  page.base = address;
  await page.goto(address + "/");
  await page.goto(address + "/documents/rtl");
  for (const e of ["h1", ".text p"]) assert.equal(await page.evaluate((e) => getComputedStyle(document.querySelector(e)).direction, e), "rtl");
  const seen = new Set(["/"]), queue = ["/"];
  let clicked = 0;
  while (queue.length && seen.size < 150) {
    await page.goto(address + queue.shift());
    assert.equal(await page.evaluate(() => window.pwned), undefined, page.url());
    const sentence = page.locator("main a.t");
    for (let i = 0; clicked < 10 && i < await sentence.count(); i++, clicked++) {
      await sentence.nth(i).click();
      await page.waitForSelector("#pop .passage");
      await page.keyboard.press("Escape");
    }
    assert.equal(await page.evaluate(() => window.pwned), undefined, page.url());
    const links = await page.evaluate(() => [...document.links].map((a) => [a.protocol, a.host === location.host ? a.pathname + a.search : ""]));
    for (const [protocol, to] of links) {
      assert.ok(["http:", "https:"].includes(protocol), protocol);
      if (to && !to.startsWith("/login?") && !seen.has(to) && seen.size < 150) { seen.add(to); queue.push(to); }
    }
  }
  t.diagnostic(`${seen.size} pages, ${clicked} popovers`);
  assert.ok(seen.size > 60 && clicked >= 5);
});
