// Everyone can use it, on any screen, without waiting: axe finds nothing, nothing sticks out at 320 px, the keyboard
// reaches everything, the scripts to the first prompt stay small, and nothing blocks for long.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, root, type Site, type, visit } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(async () => {
  await site?.close()
})

const BUDGET_BYTES = 350 * 1024

async function axeFaults(page: Awaited<ReturnType<typeof visit>>['page']): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')} ${failureSummary}`),
    )
  })
}

test.each([
  [1280, 800, 'light', 'en'],
  [820, 1180, 'dark', 'bn'],
  [390, 844, 'light', 'bn'],
  [320, 640, 'dark', 'en'],
] as const)('axe and reflow at %i×%i, %s, %s', async (width, height, theme, language) => {
  const { page, context, errors } = await visit(site, { width, height, query: `?lang=${language}` })
  await page.emulateMedia({ colorScheme: theme })
  const narrow = width < 700
  expect(await axeFaults(page)).toEqual([])
  if (narrow) await page.getByRole('tab').nth(1).click()
  await type(page, 'kubectl get pods -o wide')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('F2')
  expect(await page.locator('kl-transcript').isVisible()).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  if (narrow) {
    await page.getByRole('tab').nth(2).click()
    expect(await axeFaults(page)).toEqual([])
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBe(0)
  expect(errors).toEqual([])
  await context.close()
})

test('a cluster that changes does not make the browser style the whole lab anew', async () => {
  const { page, context } = await visit(site)
  await page.evaluate(() => {
    const lab = document.querySelector('kube-lab')
    if (!lab) throw new Error('no lab')
    const seen: string[] = []
    Object.assign(window, { seen })
    new MutationObserver((records) => seen.push(...records.map(({ attributeName }) => attributeName ?? ''))).observe(
      lab,
      {
        attributes: true,
      },
    )
  })
  await type(page, 'kubectl delete pod -l type=backend')
  await expect.poll(() => page.locator('kl-transcript .entry').count()).toBe(1)
  expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual([])
  await page.getByRole('button', { name: 'বাংলা' }).click()
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'seen'))).toEqual(['lang'])
  await context.close()
})

test('the divider moves with the arrow keys and resets with a double click', async () => {
  const { page, context } = await visit(site)
  const divider = page.getByRole('separator')
  const value = async () => Number(await divider.getAttribute('aria-valuenow'))
  const before = await value()
  await divider.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(await value()).toBe(before + 4)
  await page.keyboard.press('Home')
  expect(await value()).toBe(18)
  await divider.dblclick()
  expect(await value()).toBe(before)
  await context.close()
})

test('a chip types its command and puts the cursor there; Enter runs it', async () => {
  const { page, context } = await visit(site)
  await page.getByRole('button', { name: 'kubectl get pods -o wide' }).first().click()
  await page.keyboard.press('Enter')
  await page.locator('kl-transcript .entry').waitFor({ state: 'attached' })
  expect(await page.locator('kl-transcript .command').textContent()).toBe('kubectl get pods -o wide')
  await context.close()
})

test('what is typed while the lab loads is kept', async () => {
  const context = await site.browser.newContext()
  const page = await context.newPage()
  await page.route('**/session-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await page.goto(site.url)
  await page.locator('kl-terminal textarea').focus()
  await page.keyboard.type('echo early\r')
  await expect.poll(() => page.locator('kl-transcript pre').allTextContents(), { timeout: 15_000 }).toEqual(['early\n'])
  await context.close()
})

test('"show me" types the solution', async () => {
  const { page, context } = await visit(site)
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect.poll(() => page.locator('kl-lesson #open').textContent(), { timeout: 30_000 }).toContain('already there')
  expect(await page.locator('kube-lab .score').textContent()).toContain('8 %')
  await context.close()
})

test('awk works beside the page, and Ctrl-C ends it', async () => {
  const { page, context, errors } = await visit(site)
  expect(await type(page, "echo a b | awk '{ print $2 }'")).toBe('b\n')
  expect(page.workers()).toHaveLength(1)
  await page.keyboard.type("awk 'BEGIN { for (j = 0; j < 90000; j++) for (i = 0; i < 90000; i++) s += i; print s }'\r")
  await expect.poll(() => page.locator('kl-terminal .xterm-rows').textContent()).toContain('print s')
  // While it works the page answers.
  await page.keyboard.press('F2')
  await expect.poll(() => page.locator('kl-transcript').getAttribute('shown')).not.toBeNull()
  await page.keyboard.press('F2')
  await page.locator('kl-terminal textarea').focus()
  expect(page.workers()).toHaveLength(1)
  await page.keyboard.press('Control+c')
  await expect.poll(() => page.locator('kl-transcript .entry').count()).toBe(2)
  expect(await type(page, 'echo $?')).toBe('130\n')
  // The browser takes its time for a thread that is at work.
  await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0)
  expect(await type(page, "echo '[1, 2]' | jq length")).toBe('2\n')
  expect(errors).toEqual([])
  await context.close()
})

/** The scripts of these names, and all that they cannot do without. */
function withTheirImports(names: RegExp): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (path: string): void => {
    if (found.has(path)) return
    found.add(path)
    const source = readFileSync(join(site.folder, path), 'utf8')
    for (const [, name] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) add(`/assets/${name}`)
  }
  for (const name of readdirSync(join(site.folder, 'assets'))) if (names.test(`/${name}`)) add(`/assets/${name}`)
  return found
}

test('the JavaScript to the first prompt is at most 350 KB gzipped', async () => {
  const context = await site.browser.newContext()
  const page = await context.newPage()
  const scripts = new Set<string>()
  // What is asked for once the prompt is there is held back: the prompt must work without it.
  const first = withTheirImports(/\/(index|session|xterm-part)-[^/]*\.js$/)
  const held: (() => void)[] = []
  let holding = true
  await page.route('**/assets/*.js', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (holding && !first.has(pathname)) {
      await new Promise<void>((resolve) => held.push(resolve))
    } else scripts.add(pathname)
    await route.continue()
  })
  await page.goto(site.url)
  expect(await type(page, 'echo the prompt works')).toBe('the prompt works\n')
  const sizes = [...scripts].map((path) => gzipSync(readFileSync(join(site.folder, path)), { level: 9 }).length)
  expect(scripts.size).toBeGreaterThan(1)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  expect(total, `${total} bytes in ${[...scripts].join(', ')}`).toBeLessThanOrEqual(BUDGET_BYTES)
  expect(total).toBeGreaterThan(100_000)
  // kubectl comes a moment later; a command that was typed before waits for it.
  expect(held.length).toBeGreaterThan(0)
  await page.keyboard.type('kubectl get nodes -o name\r')
  holding = false
  for (const release of held) release()
  await expect.poll(() => page.locator('kl-transcript pre').last().textContent()).toBe('node/controlplane\n')
  await page.locator('kl-lesson #open').waitFor()
  await context.close()
})

test('the descriptions of fields come when they are first asked for, with their notice', async () => {
  const { page, context, errors } = await visit(site)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await type(page, 'kubectl get nodes')
  expect(asked).toEqual([])
  const text = await type(page, 'kubectl explain pod.spec.os.name')
  expect(text).toContain('FIELD: name <string>')
  expect(text).not.toContain('<empty>')
  expect(asked.length).toBe(1)
  expect(asked[0]).toMatch(/\/descriptions-[^/]*\.js$/)
  expect(readFileSync(join(site.folder, 'NOTICE.txt'), 'utf8')).toContain('The Kubernetes Authors')
  expect(errors).toEqual([])
  await context.close()
})

test('the site uses only the public doors', () => {
  const source = readFileSync(join(root, 'web/main.ts'), 'utf8')
  const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)
  expect(imports).toEqual(['kubarium/element'])
})
