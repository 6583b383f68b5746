// A learner at the page, in a real Chromium: the whole lesson by keyboard to 100 %, wrong answers everywhere to 0 %, and
// what a reload, a damaged save and a browser that keeps nothing do.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, editorClosed, openSite, openStep, percent, ready, type Site, type, visit } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(async () => {
  await site?.close()
})

const service = `apiVersion: v1
kind: Service
metadata:
  name: back-end
spec:
  type: ClusterIP
  ports:
    - port: 80
      targetPort: 80
  selector:
    app: myapp
    type: backend
`

const names = (output: string) => [...output.matchAll(/^(\S+)\s/gm)].map(([, name]) => name ?? '')

describe('the lesson', () => {
  test('typed with the keyboard ends at 100 %', async () => {
    const { page, context, errors } = await visit(site)
    expect(await openStep(page)).toBe('Addresses that do not last')
    const before = await type(page, 'kubectl get pods -o wide')
    const victim = names(before).find((name) => name.startsWith('back-end-')) ?? ''
    await type(page, `kubectl delete pod ${victim}`)
    const addresses = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('back-end-') && line.includes('Running'))
        .map((line) => /\b10\.\d+\.\d+\.\d+\b/.exec(line)?.[0] ?? '')
    await expect
      .poll(async () => addresses(await type(page, 'kubectl get pods -o wide')).filter((one) => one !== '').length, {
        timeout: 30_000,
      })
      .toBe(3)
    const old = addresses(before)
    const now = addresses(await type(page, 'kubectl get pods -o wide'))
    await answer(page, 'new-address', old.find((address) => now.includes(address)) ?? '')
    expect(await page.locator('#feedback-new-address').textContent()).toContain('was there from the beginning')
    await answer(page, 'new-address', now.find((address) => !old.includes(address)) ?? '')
    await expect.poll(() => openStep(page)).toBe('The service that is already there')

    const described = await type(page, 'kubectl describe service')
    expect(described).toContain('TargetPort:        6443/TCP')
    await answer(page, 'target-port', '443')
    expect(await page.locator('#feedback-target-port').textContent()).toContain('the port of the service itself')
    await answer(page, 'target-port', '৬৪৪৩')
    await answer(page, 'labels', '2')
    await answer(page, 'endpoints', '১')
    await answer(page, 'type', 'clusterip')
    await expect.poll(() => openStep(page)).toBe('One name before three pods')

    // The editor, from the keyboard alone.
    await page.locator('kl-terminal textarea').focus()
    await page.keyboard.type('vi service-definition.yaml\r')
    await page.locator('kl-editor .cm-content').waitFor()
    await page.keyboard.insertText(service)
    await page.keyboard.press('ControlOrMeta+s')
    await editorClosed(page, 'vi service-definition.yaml')
    expect(await type(page, 'cat service-definition.yaml')).toContain('targetPort: 80')
    expect(await type(page, 'kubectl create -f service-definition.yaml')).toContain('service/back-end created')
    await type(page, 'kubectl get service')
    await expect.poll(() => openStep(page), { timeout: 20_000 }).toBe('Ask once, and again')

    await type(page, 'for i in 1 2 3 4 5 6 7 8 9; do kubectl exec deploy/front-end -- curl -s back-end; done')
    const pods = names(await type(page, 'kubectl get pods -l type=backend --no-headers'))
    await type(page, `kubectl delete pod ${pods[0]}`)
    await expect
      .poll(
        async () => {
          await type(page, 'kubectl exec deploy/front-end -- curl -s back-end')
          return openStep(page)
        },
        { timeout: 30_000 },
      )
      .toBe('What a label is worth')

    await answer(page, 'outcome', 'fewer')
    const [pod] = names(await type(page, 'kubectl get pods -l type=backend --no-headers'))
    await type(page, `kubectl label pod ${pod} type-`)
    await expect.poll(() => openStep(page), { timeout: 20_000 }).toBe('A service without endpoints')

    expect(await type(page, 'kubectl describe service redis')).toMatch(/Endpoints: +\n|<none>/)
    await page.locator('kl-terminal textarea').focus()
    await page.keyboard.type('kubectl edit service redis\r')
    await page.locator('kl-editor .cm-content').waitFor()
    const given = await page
      .locator('kl-editor')
      .evaluate((editor) => (editor as HTMLElement & { request: { text: string } }).request.text)
    const manifest = given.replace('type: cache', 'type: redis')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(manifest)
    await page.keyboard.press('ControlOrMeta+s')
    await expect.poll(() => percent(page), { timeout: 20_000 }).toContain('100 %')
    expect(await page.locator('kl-lesson .finished').textContent()).toContain('100 %')
    expect(errors).toEqual([])
    await context.close()
  })

  test('answered wrongly everywhere ends at 0 %', async () => {
    const { page, context, errors } = await visit(site, { query: '?lang=bn' })
    const skip = () => page.locator('kl-lesson .actions button').last().click()
    await type(page, 'kubectl get pod')
    await answer(page, 'new-address', '10.0.0.1')
    await skip()
    for (const [question, wrong] of [
      ['target-port', '80'],
      ['labels', '৭'],
      ['endpoints', 'অনেক'],
      ['type', 'NodePort'],
    ] as const) {
      await answer(page, question, wrong)
      await expect.poll(() => page.locator(`#feedback-${question}`).textContent()).toContain('✗')
    }
    await skip()
    await type(page, 'kubectl create service clusterip back-end --tcp=80:8080')
    await skip()
    await type(page, 'curl back-end')
    await skip()
    await answer(page, 'outcome', 'more')
    await skip()
    await type(page, 'kubectl delete service redis')
    await page.getByRole('button', { name: 'এখন যাচাই করুন' }).click()
    expect(await page.locator('kl-lesson .checks .feedback').textContent()).toContain('redis')
    expect(await percent(page)).toContain('০ %')
    expect(await page.locator('kl-lesson .finished').count()).toBe(0)
    expect(errors).toEqual([])
    await context.close()
  })
})

describe('what is kept', () => {
  test('a reload brings back the lesson, the files, the history and the cluster', async () => {
    const { page, context, errors } = await visit(site)
    await type(page, 'echo kept > note.txt')
    await type(page, 'kubectl create namespace kept')
    await page.getByRole('button', { name: 'Skip this step' }).click()
    await answer(page, 'target-port', '6443')
    await page.getByRole('button', { name: 'বাংলা' }).click()
    const kept = () =>
      page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const open = indexedDB.open('kubarium')
            open.onsuccess = () => {
              const store = open.result.transaction('labs').objectStore('labs')
              const index = store.get('kubarium:scenarios/services/cluster-ip.json')
              index.onsuccess = () => {
                const [first] = index.result?.records ?? []
                if (first === undefined) return resolve('')
                const head = store.get(first)
                head.onsuccess = () => resolve(head.result.join(''))
              }
            }
          }),
      )
    await expect.poll(kept, { timeout: 10_000 }).toMatch(/"language":"bn".*6443/)
    await page.reload()
    await ready(page)
    expect(await page.locator('kube-lab').getAttribute('lang')).toBe('bn')
    expect(await openStep(page)).toBe('যে সার্ভিস আগে থেকেই আছে')
    expect(await page.locator('form[data-question=target-port]').getAttribute('class')).toContain('right')
    expect(await page.locator('kl-transcript .entry').count()).toBe(2)
    expect(await type(page, 'cat note.txt')).toBe('kept\n')
    expect(await type(page, 'kubectl get namespace kept -o name')).toBe('namespace/kept\n')
    await page.locator('kl-terminal textarea').focus()
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.locator('kl-transcript .entry').last().locator('.command').textContent())
      .toContain('kubectl create namespace kept')
    expect(errors).toEqual([])
    await context.close()
  })

  test.each([
    ['nonsense', '"nonsense"', 'could not be read'],
    [
      'a wrong shape',
      '{"format":1,"language":"en","theme":"auto","session":{"format":1,"lesson":{},"lab":{},"transcript":[]}}',
      'could not be read',
    ],
    [
      'another edition',
      '{"format":1,"language":"en","theme":"auto","session":{"format":1,"lesson":{"format":1,"fingerprint":"old","open":"addresses","steps":{}},"lab":{"format":1},"transcript":[]}}',
      'another edition',
    ],
  ])('%s in the storage starts afresh and says so', async (_name, stored, words) => {
    const { page, context } = await visit(site)
    // From beside the page, so that it does not write over the damage when it is left.
    await expect.poll(async () => (await page.evaluate(() => indexedDB.databases())).length).toBeGreaterThan(0)
    await type(page, 'pwd')
    const beside = readdirSync(join(site.folder, 'assets')).find((name) => name.endsWith('.md'))
    await page.goto(`${site.url}assets/${beside}`)
    await page.evaluate(
      (text) =>
        new Promise<void>((resolve) => {
          const open = indexedDB.open('kubarium')
          open.onsuccess = () => {
            const put = open.result.transaction('labs', 'readwrite').objectStore('labs')
            put.put(JSON.parse(text), 'kubarium:scenarios/services/cluster-ip.json').onsuccess = () => resolve()
          }
        }),
      stored,
    )
    await page.goto(site.url)
    await ready(page)
    expect(await page.locator('kube-lab .note').textContent()).toContain(words)
    expect(await type(page, 'echo here')).toBe('here\n')
    await context.close()
  })

  test('a browser that keeps nothing says so, and the lab works', async () => {
    const { page, context } = await visit(site, {
      before: () => {
        Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined })
        Storage.prototype.setItem = () => {
          throw new DOMException('denied', 'SecurityError')
        }
      },
    })
    await type(page, 'pwd')
    await expect.poll(() => page.locator('kube-lab .note').textContent()).toContain('does not let the page keep')
    await context.close()
  })

  test('full storage says so', async () => {
    const { page, context } = await visit(site, {
      before: () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      },
    })
    await type(page, 'pwd')
    await expect.poll(() => page.locator('kube-lab .note').textContent()).toContain('storage is full')
    await context.close()
  })

  test('reset starts afresh after asking', async () => {
    const { page, context } = await visit(site)
    await type(page, 'kubectl create namespace gone')
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.getByRole('button', { name: 'Start afresh' }).click()
    await expect.poll(() => page.locator('kl-transcript .entry').count()).toBe(0)
    await ready(page)
    expect(await type(page, 'kubectl get namespace gone')).toContain('not found')
    await context.close()
  })
})
