// Lesson prose as lit templates: made from plain data, so no HTML of an author ever reaches the page.

import { html, nothing, type TemplateResult } from 'lit'
import type { Block, Inline } from '../lesson/index.ts'
import { commandChip } from './command-chip.ts'

export function renderBlocks(blocks: readonly Block[]): readonly (TemplateResult | typeof nothing)[] {
  return blocks.map(renderBlock)
}

export function renderInlines(inlines: readonly Inline[]): readonly TemplateResult[] {
  return inlines.map((inline) => {
    switch (inline.is) {
      case 'text':
        return html`${inline.text}`
      case 'code':
        return html`<code>${inline.text}</code>`
      case 'command':
        return commandChip(inline.text)
      case 'strong':
        return html`<strong>${renderInlines(inline.children)}</strong>`
      case 'emphasis':
        return html`<em>${renderInlines(inline.children)}</em>`
      case 'link':
        return html`<a href=${inline.href} target="_blank" rel="noopener noreferrer">${renderInlines(inline.children)}</a>`
      case 'break':
        return html`<br />`
      default:
        return html``
    }
  })
}

function renderBlock(block: Block): TemplateResult | typeof nothing {
  switch (block.is) {
    case 'paragraph':
      return html`<p>${renderInlines(block.children)}</p>`
    case 'heading':
      return html`<h4>${renderInlines(block.children)}</h4>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${renderItem(item)}</li>`)
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    case 'code':
      return block.run
        ? html`<p class="commands">${block.text.split('\n').map((line) => commandChip(line))}</p>`
        : html`<pre tabindex="0"><code>${block.text}</code></pre>`
    case 'quote':
      return html`<blockquote>${renderBlocks(block.blocks)}</blockquote>`
    case 'table':
      return html`<table>
        <thead>
          <tr>${block.header.map((cell) => html`<th scope="col">${renderInlines(cell)}</th>`)}</tr>
        </thead>
        <tbody>
          ${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${renderInlines(cell)}</td>`)}</tr>`)}
        </tbody>
      </table>`
    case 'rule':
      return html`<hr />`
    default:
      return nothing
  }
}

/** A tight list's items are single paragraphs: without their margins. */
function renderItem(blocks: readonly Block[]): unknown {
  const [only] = blocks
  return blocks.length === 1 && only?.is === 'paragraph' ? renderInlines(only.children) : renderBlocks(blocks)
}
