// `npm run bench`, second part: the longest block of the page's main thread, act by act, in the built page in a real
// Chromium. What counts is the CPU time of one task of the browser, so that a busy machine does not spoil it (the trace's
// `tdur`; never more than the time that went by, for the clocks of a virtual machine disagree at times), without V8's own
// collections, which have a row of their own. On a machine that others load even CPU time grows (caches, the second thread
// of a core): `--rounds N` goes through all acts N times and shows the least, the median and the most, and the yardstick
// says how fast the machine was. With `--why` it says what the longest tasks of each act were made of, with `--profile`
// also which functions ran (which makes them slower). `--until WORD` ends a round with the first act whose name has the
// word.

import { cpus, loadavg } from 'node:os'
import type { BrowserContext, Page } from 'playwright-core'
import { editorClosed, openSite, openStep, type } from '../page/site.ts'

const GOAL_MS = 16
const profile = process.argv.includes('--profile')
const why = profile || process.argv.includes('--why')
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 1
const until = process.argv.includes('--until') ? process.argv[process.argv.indexOf('--until') + 1] : undefined

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: {
    readonly name?: string
    readonly fileName?: string
    readonly data?: Record<string, unknown>
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string }
  }
  readonly id?: string
}

interface Frame {
  readonly id: number
  readonly parent?: number
  readonly callFrame: { readonly functionName: string; readonly url?: string; readonly lineNumber?: number }
}

const categories = ['devtools.timeline', 'toplevel', 'v8', '__metadata']
if (profile) categories.push('disabled-by-default-v8.cpu_profiler')

const site = await openSite(profile)
/** The longest task of each act, one number a round. */
const longestMs = new Map<string, number[]>()
let page: Page

async function act(name: string, work: () => Promise<unknown>): Promise<void> {
  await site.browser.startTracing(page, { categories })
  await work()
  const trace = await site.browser.stopTracing()
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] }
  const main = mainThread(traceEvents)
  const own = traceEvents.filter(({ pid, tid }) => pid === main?.pid && tid === main.tid)
  const whole = own.filter((event) => event.name === 'MajorGC' && event.ph === 'X')
  const every = own.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && event.tdur !== undefined)
  const alone = every.filter((task) => collecting(task, own))
  const tasks = every
    .filter((task) => !probed(task, own) && !alone.includes(task))
    .map((task) => ({ task, ms: workMs(task, whole) }))
    .sort((a, b) => b.ms - a.ms)
  const collections = [...whole, ...alone]
  if (collections.length > 0) note(COLLECTING, Math.max(...collections.map(usedMs)))
  const [longest] = tasks
  if (!longest) throw new Error(`${name}: the trace has no tasks`)
  const { ms } = longest
  note(name, ms)
  const over = tasks.filter((task) => task.ms >= GOAL_MS).length
  if (rounds === 1 || why)
    console.log(`${name.padEnd(58)} ${shown(ms)}   ${verdict(ms)}${over > 1 ? ` (${over} tasks)` : ''}`)
  if (why) for (const { task } of tasks.slice(0, 6)) explain(task, own, traceEvents)
  if (until && name.includes(until)) throw enough
}

/**
 * Whenever it likes V8 tidies the whole heap, that of the page before a reload with it, or in a task in which nothing else
 * is done: no page can cut that.
 */
const COLLECTING = "V8's own collections, the longest of an act"
const note = (name: string, ms: number): void => {
  longestMs.set(name, [...(longestMs.get(name) ?? []), ms])
}

const usedMs = ({ tdur, dur = 0 }: TraceEvent): number => Math.min(tdur ?? dur, dur) / 1000

function collecting(task: TraceEvent, own: readonly TraceEvent[]): boolean {
  const end = task.ts + (task.dur ?? 0)
  return own.some(
    (event) =>
      /^M(ajor|inor)GC$/.test(event.name) &&
      event.ts >= task.ts &&
      event.ts < end &&
      usedMs(event) > 0.9 * usedMs(task),
  )
}

/** What a task took without the collections of the whole heap in it. */
function workMs(task: TraceEvent, collections: readonly TraceEvent[]): number {
  const end = task.ts + (task.dur ?? 0)
  const within = collections.filter(({ ts }) => ts >= task.ts && ts < end)
  return within.reduce((ms, collection) => ms - usedMs(collection), usedMs(task))
}

const enough = new Error('the last act that was asked for')

const shown = (ms: number): string => `${ms.toFixed(1).padStart(7)} ms`
const verdict = (ms: number): string => `goal < ${GOAL_MS} ms ${ms < GOAL_MS ? 'ok' : 'MISSED'}`

/** CPU time of a fixed piece of work: how fast this machine is just now. */
function yardstickMs(): number {
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage()
    let text = ''
    for (let number = 0; number < 60_000; number++) text = `${text.slice(-40)}${(number * 7919) % 10_007}`
    JSON.parse(JSON.stringify(Array.from({ length: 20_000 }, (_, at) => ({ at, text: `${text}${at}` }))))
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return times.sort((a, b) => a - b)[4] ?? 0
}

function tellMachine(): void {
  const { model = 'unknown', length } = { ...cpus()[0], length: cpus().length }
  const [load = 0] = loadavg()
  console.log(`machine: ${length} × ${model.trim()}, load ${load.toFixed(1)}, yardstick ${yardstickMs().toFixed(1)} ms`)
}

/** The page's own thread: the main thread of the renderer that ran the site's code the most. The browser has pages too. */
function mainThread(events: readonly TraceEvent[]): { readonly pid: number; readonly tid: number } | undefined {
  const calls = new Map<number, number>()
  for (const { pid, args } of events) {
    const url = args.data?.['url']
    if (typeof url === 'string' && url.startsWith(site.url)) calls.set(pid, (calls.get(pid) ?? 0) + 1)
  }
  const [most] = [...calls].sort((a, b) => b[1] - a[1])
  return events.find(
    ({ name, args, pid }) => name === 'thread_name' && args.name === 'CrRendererMain' && pid === most?.[0],
  )
}

/**
 * A task in which the measuring itself was at work (the profiler's start, what is asked of the page from outside), or the
 * browser made the window, before the page has any code.
 */
function probed(task: TraceEvent, own: readonly TraceEvent[]): boolean {
  const end = task.ts + (task.dur ?? 0)
  return own.some(
    ({ name, ts, args }) =>
      ts >= task.ts &&
      ts < end &&
      (name === 'CpuProfiler::StartProfiling' ||
        name === 'LocalWindowProxy::Initialize' ||
        (name === 'Receive mojo message' &&
          args.chrome_mojo_event_info?.mojo_interface_tag?.startsWith('blink.mojom.DevToolsSession') === true)),
  )
}

function explain(task: TraceEvent, own: readonly TraceEvent[], all: readonly TraceEvent[]): void {
  const [from, to] = [task.ts, task.ts + (task.dur ?? 0)]
  console.log(`    task of ${usedMs(task).toFixed(1)} ms (wall ${((task.dur ?? 0) / 1000).toFixed(1)})`)
  const parts = new Map<string, number>()
  for (const event of own) {
    if (event === task || event.ph !== 'X' || event.ts < from || event.ts >= to) continue
    const { data } = event.args
    const url = String(data?.['url'] ?? event.args.fileName ?? '').replace(/.*\//, '')
    const label = `${event.name} ${String(data?.['functionName'] ?? data?.['type'] ?? '')} ${url}`
    parts.set(label, (parts.get(label) ?? 0) + (event.tdur ?? event.dur ?? 0))
  }
  const largest = [...parts].sort((a, b) => b[1] - a[1]).filter(([, us]) => us > 700)
  for (const [label, us] of largest.slice(0, 10))
    console.log(`      ${(us / 1000).toFixed(1).padStart(7)} ms  ${label}`)
  for (const [label, us] of sampled(all, task.pid, from, to).slice(0, 14))
    console.log(`      ${(us / 1000).toFixed(1).padStart(7)} ms  within ${label}`)
}

/** The functions that were on the stack between two moments, by inclusive time. */
function sampled(
  all: readonly TraceEvent[],
  pid: number,
  from: number,
  to: number,
): readonly (readonly [string, number])[] {
  const frames = new Map<number, Frame>()
  const totals = new Map<string, number>()
  let at = 0
  const chunks = all.filter((event) => event.pid === pid && (event.name === 'Profile' || event.name === 'ProfileChunk'))
  for (const { name, args } of chunks) {
    const data = args.data ?? {}
    if (name === 'Profile') at = Number(data['startTime'])
    const profile = data['cpuProfile'] as { readonly nodes?: readonly Frame[]; readonly samples?: readonly number[] }
    for (const node of profile?.nodes ?? []) frames.set(node.id, node)
    const deltas = (data['timeDeltas'] ?? []) as readonly number[]
    for (const [index, sample] of (profile?.samples ?? []).entries()) {
      const delta = deltas[index] ?? 0
      at += delta
      if (at < from || at > to) continue
      const seen = new Set<string>()
      for (let frame = frames.get(sample); frame; frame = frame.parent ? frames.get(frame.parent) : undefined) {
        const { functionName, url, lineNumber } = frame.callFrame
        seen.add(`${functionName || '(anonymous)'} ${(url ?? '').replace(/.*\//, '')}:${lineNumber ?? 0}`)
      }
      for (const label of seen) totals.set(label, (totals.get(label) ?? 0) + delta)
    }
  }
  return [...totals].filter(([label]) => !/^\((root|program|idle)\)/.test(label)).sort((a, b) => b[1] - a[1])
}

const OPENING_MS = 5000

/** Quiet for a while: what was put off has been done. */
const quiet = (page: Page) => page.waitForTimeout(1500)

/** The act of opening held all of it: the lesson is there. */
async function opened(): Promise<void> {
  if ((await page.locator('kl-lesson #open').count()) === 0)
    throw new Error('the page took longer to open than its act')
}

const runs = (command: string) => async () => {
  await type(page, command)
  await quiet(page)
}

async function round(context: BrowserContext): Promise<void> {
  page = await context.newPage()
  await page.goto('about:blank')
  await act('open the page: first prompt, lab, lesson', async () => {
    // Nothing looks at the page meanwhile: what the driver does in it would count too.
    await page.goto(site.url, { waitUntil: 'commit' })
    await page.waitForTimeout(OPENING_MS)
  })
  await opened()
  await act('kubectl get pods -o wide (the first command)', runs('kubectl get pods -o wide'))
  await act('kubectl get pods -o wide (again)', runs('kubectl get pods -o wide'))
  await act('kubectl describe service', runs('kubectl describe service'))
  const manifest =
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: back-end\nspec:\n  ports:\n  - port: 80\n  selector:\n    app: myapp\n    type: backend'
  await act('a manifest by here-document', runs(`cat > service-definition.yaml <<END\n${manifest}\nEND`))
  await act('kubectl create -f service-definition.yaml', runs('kubectl create -f service-definition.yaml'))
  await act('kubectl delete pod', runs('kubectl delete $(kubectl get pods -l type=backend -o name | head -1)'))
  await act(
    'for: nine requests from a pod',
    runs('for i in 1 2 3 4 5 6 7 8 9; do kubectl exec deploy/front-end -- curl -s back-end; done'),
  )
  await act('skip a step (the check and the next one)', async () => {
    await page.locator('kl-lesson .actions button').last().click()
    await quiet(page)
  })
  await act('open the editor, write, save', async () => {
    await page.locator('kl-terminal textarea').focus()
    await page.keyboard.type('vi service-definition.yaml\r')
    await page.locator('kl-editor .cm-content').waitFor()
    await page.keyboard.type('# changed\r')
    await page.keyboard.press('ControlOrMeta+s')
    await editorClosed(page, 'vi ')
    await quiet(page)
  })
  await act('awk (loaded when first used)', runs("echo a b | awk '{print $2}'"))
  await act('seq 1 5000 (long output)', runs('seq 1 5000'))
  await act('change the language', async () => {
    await page.getByRole('button', { name: 'বাংলা' }).click()
    await quiet(page)
  })
  const count = () =>
    page.evaluate(
      () =>
        document
          .querySelector('kube-lab')
          ?.shadowRoot?.querySelector('kl-cluster')
          ?.shadowRoot?.querySelectorAll('[data-tile^="pod/"]').length ?? 0,
    )
  await act('a deployment of 300 replicas, to the end', async () => {
    await type(page, 'kubectl create deployment many --image=nginx --replicas=300')
    await page.waitForTimeout(15_000)
  })
  await act('kubectl get pods -o wide (300 pods)', runs('kubectl get pods -o wide'))
  await act('reload: restore a save with 300 pods', async () => {
    await page.reload({ waitUntil: 'commit' })
    await page.waitForTimeout(OPENING_MS)
  })
  await opened()
  await act('kubectl delete deployment (300 pods)', async () => {
    await type(page, 'kubectl delete deployment many')
    await page.waitForTimeout(8000)
  })
  console.log(`(${await count()} pods, step "${await openStep(page)}")`)
}

try {
  tellMachine()
  for (let number = 0; number < rounds; number++) {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 } })
    await round(context).catch((error) => {
      if (error !== enough) throw error
    })
    await context.close()
    tellMachine()
  }
} finally {
  await site.close()
}
let missed = 0
if (rounds > 1) console.log(`${`longest task of ${rounds} rounds`.padEnd(58)}      least      median        most`)
for (const [name, times] of longestMs) {
  times.sort((a, b) => a - b)
  const [least = 0, median = 0, most = 0] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)]
  const judged = name !== COLLECTING
  if (judged && median >= GOAL_MS) missed++
  if (rounds > 1)
    console.log(
      `${name.padEnd(58)} ${shown(least)}  ${shown(median)}  ${shown(most)}   ${judged ? verdict(median) : ''}`.trimEnd(),
    )
}
process.exitCode = missed > 0 ? 1 : 0
