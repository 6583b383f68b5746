// What differs between the kubectls 1.27 … 1.33, as one table: each fact names the first minor version that has it.
// Learned by running all seven against the same server.

export const versions = ['1.27', '1.28', '1.29', '1.30', '1.31', '1.32', '1.33'] as const
export type Version = (typeof versions)[number]

interface Since {
  readonly since: number
}

/** A behaviour that came with a minor version and stayed. */
const behaviours = {
  /** describe service: `Internal Traffic Policy:` and labels padded to it. */
  describesInternalTrafficPolicy: { since: 31 },
  /** describe service: `203.0.113.7 (VIP)`. */
  describesIngressIpMode: { since: 31 },
  /** describe service: `Desired LoadBalancer IP:` instead of a second `IP:`. */
  describesDesiredLoadBalancerIp: { since: 31 },
  /** describe service: addresses that are not ready are left out; 1.31 counted them. */
  describesReadyEndpointsOnly: { since: 32 },
  /** describe service and ingress read endpoint slices, not Endpoints. */
  describesEndpointSlices: { since: 31 },
  /** describe of workloads: node selectors and tolerations of the template. */
  describesTemplateScheduling: { since: 30 },
  /** describe job: `Suspend:`, `Backoff Limit:` and `TTL Seconds After Finished:`. */
  describesJobBackoff: { since: 30 },
  /** describe persistentvolumeclaim: pods that own the claim use it, too. */
  describesClaimOwners: { since: 29 },
  /** describe networkpolicy: `To Port Range:`. */
  describesPortRanges: { since: 31 },
  /** describe servicecidr, by an alpha version that no server of 1.33 has; before, as any other kind. */
  describesServiceCidrs: { since: 29 },
  /** describe servicecidr and ipaddress read networking.k8s.io/v1. */
  describesAddressesV1: { since: 33 },
  /** describe daemonset has `Namespace:`. */
  describesDaemonSetNamespace: { since: 33 },
  /** describe pod, projected volume: `Optional:  false`, not `ConfigMapOptional:  <nil>`. */
  describesProjectedOptional: { since: 33 },
  /** describe configmap: a blank line after each value. */
  describesConfigMapBlankLine: { since: 31 },
  /** get --subresource takes any name; before, only status and scale. */
  getsAnySubresource: { since: 32 },
  /** apply --subresource. */
  appliesSubresource: { since: 32 },
  /** create without arguments only complains; before, the help followed. */
  createsWithoutHelp: { since: 31 },
  /** drain: `Pods that declare no controller`; before, without `that`, and without the doubled `cannot delete`. */
  drainsPodsThatDeclare: { since: 30 },
  /** drain: a blank after `due to error:`. */
  drainSpacesError: { since: 31 },
  /** wait --for=jsonpath without a value waits for the field. */
  waitsForPath: { since: 28 },
  /** wait --for=jsonpath: `==` in an expression is no end of it. */
  waitKeepsDoubleEquals: { since: 29 },
  /** scale, not found: names what was not found. */
  scaleNamesMissing: { since: 32 },
  /** logs, not found: `error: error from server (NotFound): … in namespace "…"`. */
  logsWrapsNotFound: { since: 30 },
  /** expose makes a port for each protocol of a number; before, one for each declared port. */
  exposesEachProtocol: { since: 28 },
  /** exec and attach go over WebSockets, whose faults are internal errors; before, over SPDY. */
  execUsesWebSockets: { since: 30 },
  /** logs --all-pods. */
  logsAllPods: { since: 31 },
  /** exec needs `--` before the command. */
  execNeedsDashes: { since: 31 },
  /** log lines say `"Unhandled Error" err="…"`. */
  logsUnhandledError: { since: 31 },
  /** -v=4 and more, a failed request: `server response object: %s[…]`. */
  logsResponseObjectUnformatted: { since: 29 },
  /** auth whoami asks for authentication.k8s.io/v1. */
  asksWhoAmIByV1: { since: 28 },
  /** debug says that its legacy profile will go. */
  debugWarnsOfLegacy: { since: 32 },
  /** debug warns of capabilities that a user other than root does not get. */
  debugWarnsOfUser: { since: 33 },
  /** version prints short lines. */
  versionIsShort: { since: 28 },
  /** version does not warn of skew any more. */
  versionIgnoresSkew: { since: 32 },
  /** events --for asks for the API version of the object, too. */
  eventsOfApiVersion: { since: 29 },
  /** delete has -i. */
  deletesInteractively: { since: 29 },
  /** `pod/x annotated`, not `pod/x annotate`. */
  annotatesInPast: { since: 28 },
  /** wait --for=create. */
  waitsForCreate: { since: 31 },
  /** wait --for=delete still asks after its deadline, in vain. */
  deleteWaitAsksLate: { since: 31 },
  /** create token --bound-object-kind=Node. */
  bindsTokensToNodes: { since: 31 },
  /** autoscale makes autoscaling/v2 objects. */
  autoscalesV2: { since: 33 },
  /** top node: `CPU(%)`. */
  topBracketsPercent: { since: 32 },
  /** explain reads its argument as a JSON path. */
  explainsJsonPaths: { since: 28 },
  /** explain shows the values of enumerations. */
  explainsEnumerations: { since: 30 },
  /** A file that starts like JSON and is none is read as YAML. */
  readsBrokenJsonAsYaml: { since: 33 },
  /** `Use "kubectl create <command> --help"` names the whole path. */
  helpNamesPath: { since: 28 },
} as const satisfies Record<string, Since>

export type Behaviour = keyof typeof behaviours

export interface VersionFacts {
  readonly version: Version
  readonly gitVersion: string
  readonly gitCommit: string
  readonly buildDate: string
  readonly goVersion: string
  readonly kustomizeVersion: string
  /** Where helpers.go logs that --dry-run has no value. */
  readonly dryRunLine: number
  /** Where sorter.go says that objects cannot be sorted. */
  readonly sorterLine: number
  has(behaviour: Behaviour): boolean
}

interface Build {
  readonly gitVersion: string
  readonly kustomizeVersion: string
  readonly gitCommit: string
  readonly buildDate: string
  readonly goVersion: string
  readonly dryRunLine: number
  /** Where sorter.go says that objects cannot be sorted. */
  readonly sorterLine: number
}

const builds: Readonly<Record<Version, Build>> = {
  '1.27': {
    gitVersion: 'v1.27.16',
    kustomizeVersion: 'v5.0.1',
    gitCommit: 'cbb86e0d7f4a049666fac0551e8b02ef3d6c3d9a',
    buildDate: '2024-07-17T01:53:56Z',
    goVersion: 'go1.22.5',
    dryRunLine: 692,
    sorterLine: 332,
  },
  '1.28': {
    gitVersion: 'v1.28.15',
    kustomizeVersion: 'v5.0.4-0.20230601165947-6ce0bf390ce3',
    gitCommit: '841856557ef0f6a399096c42635d114d6f2cf7f4',
    buildDate: '2024-10-22T20:34:56Z',
    goVersion: 'go1.22.8',
    dryRunLine: 692,
    sorterLine: 332,
  },
  '1.29': {
    gitVersion: 'v1.29.14',
    kustomizeVersion: 'v5.0.4-0.20230601165947-6ce0bf390ce3',
    gitCommit: '4f359b2e16764ab5e175195ee6992dfb53b36acf',
    buildDate: '2025-02-12T21:34:28Z',
    goVersion: 'go1.22.12',
    dryRunLine: 704,
    sorterLine: 332,
  },
  '1.30': {
    gitVersion: 'v1.30.13',
    kustomizeVersion: 'v5.0.4-0.20230601165947-6ce0bf390ce3',
    gitCommit: '50af91c466658b6a33d123fae8a487db1630971c',
    buildDate: '2025-05-15T09:56:59Z',
    goVersion: 'go1.23.8',
    dryRunLine: 703,
    sorterLine: 331,
  },
  '1.31': {
    gitVersion: 'v1.31.9',
    kustomizeVersion: 'v5.4.2',
    gitCommit: '8f3800390d488f54f74111f22973059e133f9cba',
    buildDate: '2025-05-15T09:17:16Z',
    goVersion: 'go1.23.8',
    dryRunLine: 703,
    sorterLine: 329,
  },
  '1.32': {
    gitVersion: 'v1.32.5',
    kustomizeVersion: 'v5.5.0',
    gitCommit: '9894294ef13a5b32803e3ca2c0d620a088cc84d1',
    buildDate: '2025-05-15T09:12:10Z',
    goVersion: 'go1.23.8',
    dryRunLine: 702,
    sorterLine: 329,
  },
  '1.33': {
    gitVersion: 'v1.33.1',
    kustomizeVersion: 'v5.6.0',
    gitCommit: '8adc0f041b8e7ad1d30e29cc59c6ae7a15e19828',
    buildDate: '2025-05-15T08:27:33Z',
    goVersion: 'go1.24.2',
    dryRunLine: 703,
    sorterLine: 329,
  },
}

export function versionFacts(version: Version): VersionFacts {
  const minor = Number(version.slice(2))
  return { version, ...builds[version], has: (behaviour) => minor >= behaviours[behaviour].since }
}
