// The cluster as a picture and a list at once: nodes as frames, pods as tiles with their phase in shape and word, services
// with how many of their pods are ready. Read through the same client as everything else.
// Missing: lines from services to pods, travelling requests, opening an object from its tile.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Lab } from '../lab/index.ts'
import { type PodTile, readCluster } from './cluster-reading.ts'
import { TypeEvent } from './command-chip.ts'
import { shared } from './tokens.ts'
import { sayIn } from './words/index.ts'

export class ClusterPicture extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: calc(var(--kl-space) * 3);
        background: var(--kl-bg);
        font-size: 0.9rem;
      }
      h3,
      h4 {
        font-size: 0.85rem;
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
      .tile {
        font-family: var(--kl-mono);
        font-size: 0.8rem;
        min-height: 28px;
        padding: 0.2em 0.6em;
        border-width: 1px;
        border-inline-start-width: 5px;
        transition: border-color var(--kl-motion);
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
      .more {
        color: var(--kl-muted);
        font-family: var(--kl-font);
      }
    `,
  ]
  static override properties = { lab: { attribute: false }, language: {}, version: { type: Number } }

  declare lab: Lab | undefined
  declare language: string
  /** Grows when the cluster has changed. */
  declare version: number

  constructor() {
    super()
    this.language = 'en'
    this.version = 0
  }

  override render(): unknown {
    const say = sayIn(this.language)
    if (!this.lab) return html`<p>${say('picture.empty')}</p>`
    const { services, nodes, homeless } = readCluster(this.lab.client)
    return html`<section aria-label=${say('picture.label')}>
      <div class="services">
        <h3>${say('picture.services')}</h3>
        <ul>
          ${repeat(
            services,
            ({ name }) => name,
            ({ name, ready, count, selects }) => html`<li>
              <button
                class="tile ${!selects || (ready > 0 && ready === count) ? 'good' : ready > 0 ? 'busy' : 'bad'}"
                @click=${() => this.#open(`kubectl describe service ${name}`)}
              >
                ${name}
                <span class="more"
                  >${selects ? (count === 0 ? say('picture.none') : say('picture.endpoints', { ready, count })) : nothing}</span
                >
              </button>
            </li>`,
          )}
        </ul>
      </div>
      ${nodes.map(
        ({ name, ready, pods }) => html`<div class="node">
          <h3>${say('picture.node')} <span translate="no">${name}</span>${ready ? nothing : html` · NotReady`}</h3>
          ${this.#renderPods(pods)}
        </div>`,
      )}
      ${
        homeless.length > 0
          ? html`<div class="node">
            <h3>${say('picture.pods')}</h3>
            ${this.#renderPods(homeless)}
          </div>`
          : nothing
      }
    </section>`
  }

  #renderPods(pods: readonly PodTile[]): TemplateResult {
    return html`<ul>
      ${repeat(
        pods,
        ({ uid }) => uid,
        ({ name, status, mood }) => html`<li>
          <button class="tile ${mood}" translate="no" lang="en" @click=${() => this.#open(`kubectl describe pod ${name}`)}>
            ${name} <span class="more">${status}</span>
          </button>
        </li>`,
      )}
    </ul>`
  }

  #open(command: string): void {
    this.dispatchEvent(new TypeEvent(command))
  }
}
