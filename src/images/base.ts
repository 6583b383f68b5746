// Images that are little more than a shell: their programs are those of the shell that the runtime brings. Without an
// input to read, the shell ends at once, and so does the container.

import type { Image } from './runtime.ts'

/** /etc/os-release of Debian 12. */
export const DEBIAN_RELEASE = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`

const ALPINE_RELEASE = `NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.22.0
PRETTY_NAME="Alpine Linux v3.22"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
`

const release = (name: string, id: string, version: string): string =>
  `PRETTY_NAME="${name}"\nNAME="${name.split(' ')[0]}"\nVERSION_ID="${version}"\nID=${id}\n`

function base(
  names: readonly string[],
  command: readonly string[],
  tags: RegExp,
  sizeBytes: number,
  osRelease: string,
  tools: readonly string[] = [],
): Image {
  return {
    names,
    hasTag: (tag) => tags.test(tag),
    entrypoint: [],
    command,
    shell: true,
    tools,
    programs: [],
    files: { '/etc/os-release': osRelease },
    pullMs: 700 + sizeBytes / 40_000,
    sizeBytes,
  }
}

export const baseImages: readonly Image[] = [
  base(
    ['busybox'],
    ['sh'],
    /^(latest|stable|1|1\.(2[6-9]|3[0-7])(\.\d+)?)(-(glibc|musl|uclibc))?$|^(glibc|musl|uclibc)$/,
    2_156_519,
    release('BusyBox 1.37', 'busybox', '1.37'),
  ),
  base(['alpine'], ['/bin/sh'], /^(latest|edge|3|3\.([3-9]|1\d|2[0-2])(\.\d+)?)$/, 3_653_068, ALPINE_RELEASE),
  base(
    ['ubuntu'],
    ['/bin/bash'],
    /^(latest|rolling|devel|(14|16|18|20|22|24|25)\.(04|10)|trusty|xenial|bionic|focal|jammy|noble)$/,
    29_717_329,
    release('Ubuntu 24.04.2 LTS', 'ubuntu', '24.04'),
  ),
  base(
    ['debian'],
    ['bash'],
    /^(latest|stable|testing|(8|9|1[0-3])(\.\d+)?|stretch|buster|bullseye|bookworm|trixie)(-slim)?$/,
    48_489_408,
    DEBIAN_RELEASE,
  ),
  base(
    ['fedora'],
    ['/bin/bash'],
    /^(latest|rawhide|3\d|4[0-3])$/,
    62_000_000,
    release('Fedora Linux 42', 'fedora', '42'),
    ['curl'],
  ),
  base(['bash'], ['bash'], /^(latest|\d+(\.\d+)*)(-alpine.*)?$/, 6_200_000, ALPINE_RELEASE, ['bash']),
  base(['nicolaka/netshoot'], ['zsh'], /^(latest|v?\d+(\.\d+)*)$/, 204_800_000, ALPINE_RELEASE, [
    'bash',
    'curl',
    'vim',
  ]),
  base(
    ['registry.k8s.io/e2e-test-images/jessie-dnsutils', 'registry.k8s.io/e2e-test-images/dnsutils'],
    ['sleep', 'infinity'],
    /^(latest|\d+(\.\d+)*)$/,
    112_000_000,
    release('Debian GNU/Linux 8 (jessie)', 'debian', '8'),
    ['nslookup', 'ping', 'nc', 'wget', 'curl'],
  ),
]
