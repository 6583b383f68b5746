// The images of the system's own pods. They log that they started and stay; what they would do is done by the cluster
// itself. CoreDNS also answers its health and readiness checks.

import type { Io, Program } from '../sim/index.ts'
import type { Image } from './runtime.ts'
import { reply, serve } from './serve.ts'

const two = (value: number, width = 2): string => String(value).padStart(width, '0')

/** The klog form: 'I0105 09:00:00.000000       1 main.go:1] text' */
function klog(io: Io, where: string, text: string): string {
  const at = new Date(io.host.nowMs())
  const day = `${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}`
  return `I${day} ${at.toISOString().slice(11, 23)}000       1 ${where}] ${text}\n`
}

const component = (name: string, ports: readonly number[], lines: readonly (readonly [string, string])[]): Program => ({
  name,
  run: (_, io) =>
    serve(io, {
      ports,
      started: () => lines.map(([where, text]) => klog(io, where, text)).join(''),
      answer: ({ path }) =>
        /^\/(healthz|livez|readyz)/.test(path) ? reply(200, 'ok') : reply(404, '404 page not found\n'),
    }),
})

const image = (
  names: readonly string[],
  programs: readonly Program[],
  entrypoint: string,
  sizeBytes: number,
): Image => ({
  names,
  hasTag: (tag) => /^v?\d+\.\d+/.test(tag),
  entrypoint: [entrypoint],
  command: [],
  shell: false,
  stateless: true,
  programs,
  pullMs: 1500,
  sizeBytes,
})

const control = (name: string, port: number, sizeBytes: number): Image =>
  image(
    [`registry.k8s.io/${name}`],
    [
      component(
        name,
        [port],
        [
          ['serving.go:386', 'Generated self-signed cert in-memory'],
          ['server.go:186', 'Starting'],
        ],
      ),
    ],
    name,
    sizeBytes,
  )

const coredns: Program = {
  name: '/coredns',
  run: (_, io) =>
    serve(io, {
      ports: [53, 8080, 8181, 9153],
      started: () =>
        '.:53\n[INFO] plugin/reload: Running configuration SHA512 = 1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b\nCoreDNS-1.12.0\nlinux/amd64, go1.23.3, 51e11f1\n',
      answer: ({ port }) => reply(200, 'OK', { 'x-port': String(port) }),
      stopping: () =>
        '[INFO] SIGTERM: Shutting down servers then terminating\n[INFO] plugin/health: Going into lameduck mode for 5s\n',
    }),
}

const pause: Program = {
  name: '/pause',
  run: (_, io) => serve(io, { ports: [], started: () => '', answer: () => reply(404, '') }),
}

export const systemImages: readonly Image[] = [
  control('kube-apiserver', 8443, 30_075_899),
  control('kube-controller-manager', 10257, 27_646_507),
  control('kube-scheduler', 10259, 21_782_634),
  image(
    ['registry.k8s.io/etcd'],
    [
      component(
        'etcd',
        [2379],
        [
          ['etcd.go:73', 'starting etcd'],
          ['etcd.go:132', 'ready to serve client requests'],
        ],
      ),
    ],
    'etcd',
    58_938_593,
  ),
  image(
    ['registry.k8s.io/kube-proxy'],
    [
      component(
        'kube-proxy',
        [10249],
        [
          ['server_linux.go:66', 'Using iptables proxy'],
          ['conntrack.go:121', 'Set sysctl entry="net/netfilter/nf_conntrack_tcp_timeout_established" value=86400'],
          ['config.go:199', 'Starting service config controller'],
        ],
      ),
    ],
    'kube-proxy',
    31_889_094,
  ),
  image(
    ['ghcr.io/flannel-io/flannel'],
    [component('/opt/bin/flanneld', [], [['main.go:211', 'Created subnet manager: Kubernetes Subnet Manager']])],
    '/opt/bin/flanneld',
    32_846_464,
  ),
  {
    ...image(
      ['registry.k8s.io/coredns/coredns', 'rancher/mirrored-coredns-coredns', 'coredns/coredns'],
      [coredns],
      '/coredns',
      20_939_036,
    ),
  },
  { ...image(['registry.k8s.io/pause', 'rancher/mirrored-pause'], [pause], '/pause', 320_368), pullMs: 400 },
]
