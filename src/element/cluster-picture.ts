// The cluster as a picture and a list at once: nodes as frames, pods as tiles with their phase in shape and word, services
// with lines to the pods behind them: solid to ready ones, dashed to the others. A tile types the command that describes it.
// Missing: travelling requests, and saying what the last command changed.

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Lab } from '../lab/index.ts'
import { breathe, nextFrame } from './breath.ts'
import { type ClusterReading, type PodTile, readCluster, shownTiles } from './cluster-reading.ts'
import { TypeEvent } from './command-chip.ts'
import { shared } from './tokens.ts'
import { sayIn } from './words/index.ts'

interface Line {
  readonly path: string
  readonly ready: boolean
}

export class ClusterPicture extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: calc(var(--kl-space) * 3);
        background: var(--kl-bg);
        font-size: calc(0.9 * var(--kl-rem));
      }
      h2 {
        font-size: calc(0.85 * var(--kl-rem));
        margin: 0 0 var(--kl-space);
        color: var(--kl-muted);
        font-weight: 600;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--kl-space) * 2);
      }
      .node,
      .services {
        border: 1px solid var(--kl-border);
        border-radius: var(--kl-radius);
        padding: calc(var(--kl-space) * 2) calc(var(--kl-space) * 3) calc(var(--kl-space) * 3);
        margin-block-end: calc(var(--kl-space) * 2);
      }
      section {
        position: relative;
        isolation: isolate;
      }
      svg {
        position: absolute;
        z-index: -1;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        pointer-events: none;
      }
      h2 {
        inline-size: fit-content;
        background: var(--kl-bg);
      }
      path {
        fill: none;
        stroke: var(--kl-accent);
        stroke-width: 1.5;
        opacity: 0.75;
      }
      path.waiting {
        stroke: var(--kl-warn);
        stroke-dasharray: 4 4;
      }
      .services {
        margin-block-end: calc(var(--kl-space) * 7);
      }
      .tile {
        position: relative;
        font-family: var(--kl-mono);
        font-size: calc(0.8 * var(--kl-rem));
        min-height: 28px;
        padding: 0.2em 0.6em;
        border-width: 1px;
        border-inline-start-width: 5px;
        text-align: start;
      }
      @media (pointer: coarse) {
        .tile {
          min-height: 40px;
        }
      }
      .tile.good {
        border-inline-start-color: var(--kl-ok);
      }
      .tile.busy {
        border-inline-start-color: var(--kl-warn);
        border-style: dashed;
      }
      .tile.bad {
        border-inline-start-color: var(--kl-bad);
        border-style: double;
      }
      .rest {
        align-self: center;
      }
      .more {
        color: var(--kl-muted);
        font-family: var(--kl-font);
      }
    `,
  ]
  static override properties = {
    lab: { attribute: false },
    language: {},
    version: { type: Number },
    lines: { state: true },
  }

  declare lab: Lab | undefined
  declare language: string
  /** Grows when the cluster has changed. */
  declare version: number
  declare lines: readonly Line[]
  #reading: ClusterReading | undefined
  /** The cluster that was read, and when. */
  #read: { readonly lab: Lab | undefined; readonly version: number } | undefined
  /** UIDs of the pods that have tiles. */
  #tiles: ReadonlySet<string> = new Set()
  #sizes = new ResizeObserver(() => nextFrame().then(() => this.#measure()))

  constructor() {
    super()
    this.language = 'en'
    this.version = 0
    this.lines = []
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#sizes.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sizes.disconnect()
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus()
  }

  /** In two tasks of its own, to read and to draw: the picture follows what the terminal and the lesson show. */
  protected override async scheduleUpdate(): Promise<void> {
    await nextFrame()
    const { lab, version } = this
    if (this.#read?.lab !== lab || this.#read?.version !== version) {
      this.#reading = lab && readCluster(lab.client)
      this.#read = { lab, version }
      await breathe()
    }
    super.scheduleUpdate()
    // What changed in between has asked for nothing new.
    if (this.lab !== lab || this.version !== version) this.requestUpdate()
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('lines') || changed.size > 1) nextFrame().then(() => this.#measure())
  }

  /** Finds where the tiles came to stand, and draws the lines between them. */
  #measure(): void {
    const section = this.renderRoot.querySelector('section')
    if (!section || !this.lab) return
    const frame = section.getBoundingClientRect()
    const tiles = new Map<string, DOMRect>()
    for (const tile of section.querySelectorAll<HTMLElement>('[data-tile]')) {
      tiles.set(tile.dataset['tile'] ?? '', tile.getBoundingClientRect())
    }
    const lines: Line[] = []
    for (const { name, endpoints } of this.#reading?.services ?? []) {
      const from = tiles.get(`service/${name}`)
      for (const { pod, ready } of endpoints) {
        const to = tiles.get(`pod/${pod}`)
        if (!from || !to) continue
        const [x1, y1] = [from.x + from.width / 2 - frame.x, from.bottom - frame.y]
        const [x2, y2] = [to.x + 18 - frame.x, to.y - frame.y + 4]
        const middle = (y1 + y2) / 2
        lines.push({ path: `M${x1} ${y1} C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`, ready })
      }
    }
    if (JSON.stringify(lines) !== JSON.stringify(this.lines)) this.lines = lines
  }

  override render(): unknown {
    const say = sayIn(this.language)
    if (!this.#reading) return html`<p>${say('picture.empty')}</p>`
    const { services, nodes, homeless } = this.#reading
    const groups = [...nodes.map(({ pods }) => pods), homeless].map((pods) => shownTiles(pods, this.#tiles))
    this.#tiles = new Set(groups.flat().map(({ uid }) => uid))
    return html`<section aria-label=${say('picture.label')}>
      <div class="services">
        <h2>${say('picture.services')}</h2>
        <ul>
          ${repeat(
            services,
            ({ name }) => name,
            ({ name, endpoints, selects }) => {
              const count = endpoints.length
              const ready = endpoints.filter((endpoint) => endpoint.ready).length
              return html`<li>
              <button
                data-tile=${`service/${name}`}
                class="tile ${!selects || (ready > 0 && ready === count) ? 'good' : ready > 0 ? 'busy' : 'bad'}"
                @click=${() => this.#open(`kubectl describe service ${name}`)}
              >
                ${name}
                <span class="more"
                  >${selects ? (count === 0 ? say('picture.none') : say('picture.endpoints', { ready, count })) : nothing}</span
                >
              </button>
            </li>`
            },
          )}
        </ul>
      </div>
      ${nodes.map(
        ({ name, ready, pods }, at) => html`<div class="node">
          <h2>${say('picture.node')} <span translate="no">${name}</span>${ready ? nothing : html` · NotReady`}</h2>
          ${this.#renderPods(groups[at] ?? [], pods.length)}
        </div>`,
      )}
      ${
        homeless.length > 0
          ? html`<div class="node">
            <h2>${say('picture.pods')}</h2>
            ${this.#renderPods(groups.at(-1) ?? [], homeless.length)}
          </div>`
          : nothing
      }
      <svg aria-hidden="true">
        ${this.lines.map(({ path, ready }) => svg`<path class=${ready ? '' : 'waiting'} d=${path}></path>`)}
      </svg>
    </section>`
  }

  #renderPods(shown: readonly PodTile[], count: number): TemplateResult {
    return html`<ul>
      ${repeat(
        shown,
        ({ uid }) => uid,
        ({ name, status, mood }) => html`<li>
          <button data-tile=${`pod/${name}`} class="tile ${mood}" translate="no" lang="en" @click=${() => this.#open(`kubectl describe pod ${name}`)}>
            ${name} <span class="more">${status}</span>
          </button>
        </li>`,
      )}
      ${
        count > shown.length
          ? html`<li class="more rest">${sayIn(this.language)('picture.rest', { count: count - shown.length })}</li>`
          : nothing
      }
    </ul>`
  }

  #open(command: string): void {
    this.dispatchEvent(new TypeEvent(command))
  }
}
