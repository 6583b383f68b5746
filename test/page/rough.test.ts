// The page in rough hands and rough places: left in the middle, zoomed, in another page's styles, with fingers, with keys
// only, with everything deleted.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, editorClosed, openSite, openStep, percent, ready, type Site, type, visit } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(async () => {
  await site?.close()
})

const lines = (page: Page): Promise<readonly string[]> =>
  page
    .locator('kl-terminal')
    .evaluate((pane) => (pane as HTMLElement & { text: string }).text.split('\n').map((line) => line.trimEnd()))

/** What has the focus, through all shadow roots: its tag and its text or name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return `${at?.localName} ${(at?.getAttribute('aria-label') ?? at?.textContent ?? '').replace(/\s+/g, ' ').trim()}`
  })

/** A page of somebody else with labs in it. */
async function host(html: string): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const script = readdirSync(join(site.folder, 'assets')).find((name) => /^index-.*\.js$/.test(name))
  const body = `<!doctype html><html lang="en"><title>host</title>${html}<script type="module" src="assets/${script}"></script>`
  await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(`${site.url}host.html`)
  return { page, errors }
}

test('what was done a moment before the page is left is kept', async () => {
  const { page, context } = await visit(site)
  await type(page, 'echo last words')
  // A moment, much shorter than the page waits before it saves by itself.
  await page.waitForTimeout(150)
  await page.reload()
  await ready(page)
  expect(await page.locator('kl-transcript .command').allTextContents()).toEqual(['echo last words'])
  await type(page, 'echo and more')
  await page.goto('about:blank')
  await page.goBack()
  await ready(page)
  expect(await page.locator('kl-transcript .entry').count()).toBe(2)
  await context.close()
})

test("a language that the page asks for anew counts more than yesterday's", async () => {
  const { page, context } = await visit(site)
  await type(page, 'pwd')
  await page.goto(`${site.url}?lang=bn`)
  await ready(page)
  expect(await openStep(page)).toBe('যে ঠিকানা টেকে না')
  await page.getByRole('button', { name: 'EN', exact: true }).click()
  await expect.poll(() => openStep(page)).toBe('Addresses that do not last')
  await page.reload()
  await ready(page)
  expect(await openStep(page)).toBe('Addresses that do not last')
  await context.close()
})

test('a lab without a lesson is a terminal, and attributes that nobody knows do no harm', async () => {
  const { page, errors } = await host(`<kube-lab theme="blue" lang="bn-BD" style="height: 30rem"></kube-lab>`)
  await page.locator('kl-cluster .tile').first().waitFor()
  expect(await type(page, 'kubectl get namespace default -o name')).toBe('namespace/default\n')
  expect(await page.locator('kl-lesson').count()).toBe(0)
  expect(await page.locator('kube-lab').getAttribute('lang')).toBe('bn')
  await page.reload()
  await page.locator('kl-transcript .entry').waitFor({ state: 'attached' })
  expect(errors).toEqual([])
  await page.context().close()
})

test('a slow machine gets the same names and addresses', async () => {
  const seen: string[] = []
  for (const rate of [1, 6]) {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate })
    await page.goto(site.url)
    await ready(page)
    seen.push(await type(page, `kubectl get pods --no-headers -o custom-columns=N:.metadata.name,I:.status.podIP`))
    await context.close()
  }
  expect(seen[0]).toContain('10.244.0.')
  expect(seen[1]).toBe(seen[0])
})

test("another page's styles stay outside", async () => {
  const style = `html { font-size: 10px } * { line-height: 4; letter-spacing: 3px; color: red; text-align: right }
    body { text-transform: uppercase; white-space: pre; font: italic 40px serif } p { text-indent: 5em }`
  const lab = '<kube-lab lesson="scenarios/services/cluster-ip.json" style="height: 600px"></kube-lab>'
  const { page } = await host(`<style>${style}</style>${lab}`)
  await ready(page)
  const look = await page
    .locator('kl-lesson .prose p')
    .first()
    .evaluate((p) => {
      const { fontSize, fontStyle, letterSpacing, lineHeight, textAlign, textIndent, textTransform, whiteSpace } =
        getComputedStyle(p)
      return { fontSize, fontStyle, letterSpacing, lineHeight, textAlign, textIndent, textTransform, whiteSpace }
    })
  expect(look).toEqual({
    fontSize: '17px',
    fontStyle: 'normal',
    letterSpacing: 'normal',
    lineHeight: '27.2px',
    textAlign: 'start',
    textIndent: '0px',
    textTransform: 'none',
    whiteSpace: 'normal',
  })
  await page.context().close()
})

test('a lesson without Bengali says in which language its words are', async () => {
  const { page, context } = await visit(site)
  await page.route('**/cluster-ip.json', async (route) => {
    const { 'bn.md': _, ...files } = await (await route.fetch()).json()
    await route.fulfill({ json: files })
  })
  await page.goto(`${site.url}?lang=bn`)
  await ready(page)
  await expect.poll(() => page.locator('kl-lesson #open').textContent()).toContain('দেখুন')
  expect(await page.locator('kl-lesson .prose').last().getAttribute('lang')).toBe('en')
  expect(
    await page.locator('kl-lesson #open').evaluate((heading) => heading.closest('[lang]')?.getAttribute('lang')),
  ).toBe('bn')
  await context.close()
})

test('at 400 % zoom everything can be scrolled to', async () => {
  const { page, context } = await visit(site, { width: 320, height: 200 })
  const seen = (selector: string) =>
    page.locator(selector).evaluate((element) => {
      const { top, bottom, height } = element.getBoundingClientRect()
      return height > 40 && bottom > 0 && top < innerHeight
    })
  await page.getByRole('tab').nth(1).click()
  await type(page, 'kubectl get nodes')
  expect(await seen('kl-terminal')).toBe(true)
  await page.getByRole('tab').nth(2).click()
  await page.locator('kl-cluster .tile').last().scrollIntoViewIfNeeded()
  expect(await seen('kl-cluster')).toBe(true)
  await context.close()
})

test('what is said of an answer can be seen', async () => {
  const { page, context } = await visit(site, { width: 1024, height: 768 })
  await page.getByRole('button', { name: 'Skip this step' }).click()
  await expect.poll(() => openStep(page)).toBe('The service that is already there')
  await answer(page, 'endpoints', '7')
  await expect
    .poll(async () => {
      const [said, pane] = await Promise.all([
        page.locator('#feedback-endpoints').boundingBox(),
        page.locator('#view-lesson').boundingBox(),
      ])
      return said && pane && said.y >= pane.y && said.y + said.height <= pane.y + pane.height + 1
    })
    .toBe(true)
  await context.close()
})

test('in the narrowest pane no text of the lesson sticks out', async () => {
  const { page, context } = await visit(site, { query: '?lang=bn' })
  for (let n = 0; n < 2; n++) await page.locator('kl-lesson .actions button').last().click()
  await page.locator('kl-lesson .open table').waitFor()
  await page.getByRole('separator').focus()
  await page.keyboard.press('Home')
  const out = () => page.locator('#view-lesson').evaluate((pane) => pane.scrollWidth - pane.clientWidth)
  await expect.poll(out).toBe(0)
  await context.close()
})

test('failing checks of a step speak when something was tried in it, or they are asked for', async () => {
  const { page, context } = await visit(site)
  const feedback = () => page.locator('kl-lesson .checks .feedback').textContent()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect.poll(feedback).toContain('No command has printed')
  for (let n = 0; n < 2; n++) await page.getByRole('button', { name: 'Skip this step' }).click()
  await expect.poll(() => openStep(page)).toBe('One name before three pods')
  expect((await feedback())?.trim()).toBe('')
  await type(page, 'pwd')
  await expect.poll(feedback).toContain('There is no service named back-end yet')
  await context.close()
})

test('keys that are pressed while the page loads show what they will be, and no codes', async () => {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route('**/cluster-ip.json', (route) => held.then(() => route.continue()))
  await page.goto(site.url)
  await page.locator('kl-terminal textarea').focus()
  await page.keyboard.type('echo ab')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type('c')
  await expect.poll(async () => (await lines(page)).at(-1)).toMatch(/echo abc$/)
  await page.keyboard.press('ArrowDown')
  go()
  await ready(page)
  await expect.poll(async () => (await lines(page)).at(-1)).not.toContain('[')
  await context.close()
})

test('the focus is never lost, and F6 goes round', async () => {
  const { page, context } = await visit(site)
  const press = async (name: string) => {
    await page.getByRole('button', { name }).first().focus()
    await page.keyboard.press('Enter')
  }
  await press('Hint 1 of 2')
  await press('Hint 2 of 2')
  await expect.poll(() => focused(page)).toBe('h3 Hint 2')
  await press('Reset')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('button Reset')
  await press('Skip this step')
  await expect.poll(() => focused(page)).toContain('The service that is already there')
  await press('Show me')
  await expect.poll(() => focused(page), { timeout: 20_000 }).toContain('One name before three pods')
  await page.keyboard.press('F6')
  await expect.poll(() => focused(page)).toBe('textarea Terminal')
  await page.keyboard.press('F6')
  await expect.poll(() => focused(page)).toBe('button kubernetes')
  await page.keyboard.press('F6')
  await expect.poll(() => focused(page)).toBe('section Lesson')
  await page.keyboard.press('F2')
  await expect.poll(() => focused(page)).toContain('div Transcript')
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('textarea Terminal')
  await press('Reset')
  await press('Start afresh')
  await expect.poll(() => focused(page)).toBe('textarea Terminal')
  await context.close()
})

test('Ctrl+C copies what is selected and else interrupts; Ctrl+V pastes', async () => {
  const { page, context } = await visit(site)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await type(page, 'echo alpha')
  await page
    .locator('kl-terminal .xterm-rows > div')
    .nth(1)
    .dblclick({ position: { x: 20, y: 8 }, force: true })
  await page.keyboard.press('Control+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('alpha')
  await page.keyboard.type('echo ')
  await page.keyboard.press('Control+v')
  await expect.poll(async () => (await lines(page)).at(-1)).toContain('echo alpha')
  await page.keyboard.press('Control+c')
  await expect.poll(async () => (await lines(page)).at(-2)).toContain('echo alpha^C')
  await context.close()
})

test('a finger scrolls the terminal', async () => {
  const context = await site.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await page.goto(site.url)
  await ready(page)
  await page.getByRole('tab').nth(1).tap()
  await type(page, 'seq 1 200')
  const first = () => page.locator('kl-terminal .xterm-rows > div').first().textContent()
  await expect.poll(async () => Number(await first())).toBeGreaterThan(100)
  const before = Number(await first())
  const session = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 100, y }] })
  await touch('touchStart', 400)
  for (let y = 400; y <= 600; y += 40) await touch('touchMove', y)
  await touch('touchEnd')
  await expect.poll(async () => Number(await first())).toBeLessThan(before - 8)
  await context.close()
})

test('forced colours leave a cursor, a divider and the open step to be seen', async () => {
  const { page, context } = await visit(site)
  await page.emulateMedia({ forcedColors: 'active' })
  await page.locator('kl-terminal textarea').focus()
  const style = (selector: string, name: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name)
  // The terminal makes its rows anew as it draws them.
  await expect.poll(() => style('kl-terminal .xterm-cursor', 'outline-style')).toBe('solid')
  const canvas = await style('kube-lab header', 'background-color')
  expect(await style('kube-lab .divider', 'background-color')).not.toBe(canvas)
  expect(await style('kube-lab .dots .open span', 'background-color')).not.toBe(canvas)
  await context.close()
})

test('while a file is open a chip waits, "show me" costs nothing, and leaving the page is asked about', async () => {
  const { page, context } = await visit(site)
  await page.locator('kl-terminal textarea').focus()
  await page.keyboard.type('vi note.txt\r')
  await page.locator('kl-editor .cm-content').waitFor()
  await page.keyboard.type('abc')
  await page.locator('kl-lesson .chip').first().click()
  await expect.poll(() => page.locator('kl-editor .warning').textContent()).toContain('First save the file')
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect.poll(() => page.locator('kube-lab .note').textContent()).toContain('Something still runs')
  const asked = page.waitForEvent('dialog')
  await page.evaluate(() => void setTimeout(() => location.reload()))
  await (await asked).dismiss()
  await page.locator('kl-editor .cm-content').focus()
  await page.keyboard.press('Control+s')
  await editorClosed(page, 'vi note.txt')
  expect(await type(page, 'cat note.txt')).toBe('abc\n')
  expect((await lines(page)).join('\n')).not.toContain('kubectl get pods')
  await context.close()
})

test('who deletes everything is told so, and can go on', async () => {
  const { page, context, errors } = await visit(site)
  await type(page, 'kubectl get pods -o wide')
  // MySQL would take its whole grace period: it hears no SIGTERM while it initialises.
  await type(page, 'kubectl delete all --all --wait=false')
  const feedback = page.locator('kl-lesson .checks .feedback')
  await expect.poll(() => feedback.textContent()).toContain('Was their Deployment deleted')
  await expect.poll(() => page.locator('kl-lesson .missing').textContent()).toContain('deployment/back-end')
  await page.getByRole('button', { name: 'Put it back' }).click()
  await expect.poll(() => page.locator('kl-lesson .missing').count()).toBe(0)
  expect(await type(page, 'kubectl get deployments -o name')).toContain('deployment.apps/back-end')
  await type(page, 'kubectl delete deployment --all')
  await expect.poll(() => page.locator('kl-lesson .missing').count()).toBe(1)
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect.poll(() => openStep(page), { timeout: 20_000 }).toBe('The service that is already there')
  expect(await percent(page)).toContain('8 %')
  expect(errors).toEqual([])
  await context.close()
})

test('without JavaScript the page says what it needs', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(site.url)
  expect(await page.locator('noscript p').first().isVisible()).toBe(true)
  await context.close()
})

test('descriptions and programs that cannot be loaded are said to be missing', async () => {
  const { page, context } = await visit(site)
  await context.route(/descriptions|filter-worker|browser-/, (route) => route.abort())
  const told = await type(page, 'kubectl explain service.spec.type')
  expect(told).toContain('what is said of types and fields could not be loaded')
  expect(told).toContain('FIELD: type <string>')
  expect(await type(page, "echo a b | awk '{print $2}'")).toContain('awk: could not be loaded')
  await context.close()
})
