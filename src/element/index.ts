// The page's door: importing it defines <kube-lab>.
import { KubeLab } from './kube-lab.ts'

if (!customElements.get('kube-lab')) customElements.define('kube-lab', KubeLab)

export { KubeLab }

declare global {
  interface HTMLElementTagNameMap {
    'kube-lab': KubeLab
  }
}
