// Builds the site as it is published and serves it on loopback; opens pages in it and drives them as a learner would.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build, preview } from 'vite'
import { startChromium } from './chromium.ts'

export const root = join(import.meta.dirname, '../..')

export interface Site {
  readonly url: string
  readonly folder: string
  readonly browser: Browser
  close(): Promise<void>
}

/** `named`: functions keep their names, for a look into what runs. */
export async function openSite(named = false): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-site-'))
  const config = { configFile: join(root, 'web/vite.config.ts'), root: join(root, 'web'), logLevel: 'warn' as const }
  await build({ ...config, build: { outDir: folder, emptyOutDir: true, ...(named ? { minify: false } : {}) } })
  const server = await preview({ ...config, build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 } })
  const address = server.httpServer.address()
  if (typeof address !== 'object' || !address) throw new Error('the preview server has no address')
  const browser = await startChromium()
  return {
    url: `http://127.0.0.1:${address.port}/`,
    folder,
    browser,
    async close() {
      await browser.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained about. */
  readonly errors: readonly string[]
}

export interface VisitOptions {
  readonly width?: number
  readonly height?: number
  readonly query?: string
  /** Runs in the page before anything else. */
  readonly before?: () => void
}

export async function visit(site: Site, options: VisitOptions = {}): Promise<Visit> {
  const viewport = { width: options.width ?? 1280, height: options.height ?? 800 }
  const context = await site.browser.newContext({ viewport, reducedMotion: 'reduce' })
  if (options.before) await context.addInitScript(options.before)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(site.url + (options.query ?? ''))
  await ready(page)
  return { page, context, errors }
}

/** The lab is loaded. */
export async function ready(page: Page): Promise<void> {
  await page.locator('kl-lesson #open').waitFor({ timeout: 20_000 })
}

/** Types a command into the terminal, key by key, and waits until it has ended; its transcript entry's text. */
export async function type(page: Page, command: string): Promise<string> {
  const entries = page.locator('kl-transcript .entry')
  const before = await entries.count()
  await page.locator('kl-terminal textarea').focus()
  const lines = command.split('\n')
  for (const line of lines) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  await entries.nth(before).waitFor({ state: 'attached', timeout: 20_000 })
  return (await entries.nth(before).locator('pre').allTextContents()).join('')
}

/** Answers a question with the keyboard. */
export async function answer(page: Page, question: string, text: string): Promise<void> {
  const form = page.locator(`form[data-question="${question}"]`)
  const input = form.locator('input[name=answer]').first()
  if ((await input.getAttribute('type')) === 'radio') {
    await form.locator(`input[value="${text}"]`).focus()
    await page.keyboard.press('Space')
  } else {
    await input.focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
}

export function percent(page: Page): Promise<string | null> {
  return page.locator('kube-lab .score').textContent()
}

/** The title of the step that is open. */
export async function openStep(page: Page): Promise<string> {
  return ((await page.locator('kl-lesson #open > span:nth-child(2)').textContent()) ?? '').trim()
}

/** The editor is gone, and the command that opened it has ended. */
export async function editorClosed(page: Page, command: string): Promise<void> {
  await page.locator('kl-editor').waitFor({ state: 'detached' })
  await page.locator('kl-transcript .entry').filter({ hasText: command }).last().waitFor({ state: 'attached' })
}
