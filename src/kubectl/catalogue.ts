// Every command of kubectl 1.33 by name, in the order of its help, so that none is unknown here; `commands/index.ts` puts
// the built ones in their places.
// Missing: whatever is not in `commands/index.ts` answers that it is missing.

export interface Known {
  readonly name: string
  readonly use: string
  readonly short: string
  readonly aliases?: readonly string[]
  readonly subcommands?: readonly string[]
  readonly suggestFor?: readonly string[]
}

/** The sections of `kubectl help`. */
export const groups: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Basic Commands (Beginner)', ['create', 'expose', 'run', 'set']],
  ['Basic Commands (Intermediate)', ['explain', 'get', 'edit', 'delete']],
  ['Deploy Commands', ['rollout', 'scale', 'autoscale']],
  ['Cluster Management Commands', ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint']],
  [
    'Troubleshooting and Debugging Commands',
    ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
  ],
  ['Advanced Commands', ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize']],
  ['Settings Commands', ['label', 'annotate', 'completion']],
  ['Other Commands', ['api-resources', 'api-versions', 'config', 'plugin', 'version']],
]

export const known: readonly Known[] = [
  {
    name: 'create',
    use: '-f FILENAME [options]',
    short: 'Make objects from files or from words on the command line',
    subcommands: [
      'clusterrole',
      'clusterrolebinding',
      'configmap',
      'cronjob',
      'deployment',
      'ingress',
      'job',
      'namespace',
      'poddisruptionbudget',
      'priorityclass',
      'quota',
      'role',
      'rolebinding',
      'secret',
      'service',
      'serviceaccount',
      'token',
    ],
  },
  {
    name: 'expose',
    use: '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
    short: 'Put a service in front of a workload, a pod or a service',
  },
  {
    name: 'run',
    use: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
    short: 'Start one pod from an image',
  },
  {
    name: 'set',
    use: 'SUBCOMMAND [options]',
    short: 'Change one thing of an object',
    subcommands: ['env', 'image', 'resources', 'selector', 'serviceaccount', 'subject'],
  },
  {
    name: 'explain',
    use: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2] [options]',
    short: 'Describe the fields of a kind',
  },
  {
    name: 'get',
    use: '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
    short: 'Show objects',
  },
  { name: 'edit', use: '(RESOURCE/NAME | -f FILENAME) [options]', short: 'Change an object in an editor' },
  {
    name: 'delete',
    use: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
    short: 'Remove objects',
  },
  {
    name: 'rollout',
    use: 'SUBCOMMAND [options]',
    short: 'Watch over and steer the rollout of a workload',
    subcommands: ['history', 'pause', 'restart', 'resume', 'status', 'undo'],
  },
  {
    name: 'scale',
    use: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
    short: 'Change the number of replicas',
  },
  {
    name: 'autoscale',
    use: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU] [options]',
    short: 'Let the number of replicas follow the load',
  },
  {
    name: 'certificate',
    use: 'SUBCOMMAND [options]',
    short: 'Approve or deny certificate requests',
    subcommands: ['approve', 'deny'],
  },
  {
    name: 'cluster-info',
    use: '[flags] [options]',
    short: 'Show where the control plane answers',
    subcommands: ['dump'],
  },
  { name: 'top', use: '[flags] [options]', short: 'Show the use of CPU and memory', subcommands: ['node', 'pod'] },
  { name: 'cordon', use: 'NODE [options]', short: 'Keep new pods off a node' },
  { name: 'uncordon', use: 'NODE [options]', short: 'Let new pods onto a node again' },
  { name: 'drain', use: 'NODE [options]', short: 'Empty a node for maintenance' },
  {
    name: 'taint',
    use: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
    short: 'Change the taints of nodes',
  },
  {
    name: 'describe',
    use: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
    short: 'Show objects with everything around them',
  },
  {
    name: 'logs',
    use: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
    short: 'Show what a container has printed',
  },
  {
    name: 'attach',
    use: '(POD | TYPE/NAME) -c CONTAINER [options]',
    short: 'Connect to a process that runs in a container',
  },
  {
    name: 'exec',
    use: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
    short: 'Run a command in a container',
  },
  {
    name: 'port-forward',
    use: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
    short: 'Forward local ports to a pod',
  },
  {
    name: 'proxy',
    use: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
    short: 'Serve the API on a local port',
  },
  { name: 'cp', use: '<file-spec-src> <file-spec-dest> [options]', short: 'Copy files to and from containers' },
  {
    name: 'auth',
    use: '[flags] [options]',
    short: 'Look into permissions',
    subcommands: ['can-i', 'reconcile', 'whoami'],
  },
  {
    name: 'debug',
    use: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
    short: 'Make a helper container or pod to look into a problem',
  },
  {
    name: 'events',
    use: '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
    short: 'List events',
  },
  { name: 'diff', use: '-f FILENAME [options]', short: 'Compare files with what is live' },
  {
    name: 'apply',
    use: '(-f FILENAME | -k DIRECTORY) [options]',
    short: 'Bring objects to what files say',
    subcommands: ['edit-last-applied', 'set-last-applied', 'view-last-applied'],
  },
  {
    name: 'patch',
    use: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
    short: 'Change some fields of an object',
  },
  { name: 'replace', use: '-f FILENAME [options]', short: 'Replace an object by what a file says' },
  {
    name: 'wait',
    suggestFor: ['list', 'ps'],
    use: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
    short: 'Wait until something holds for objects',
  },
  { name: 'kustomize', use: 'DIR [flags] [options]', short: 'Build objects from a kustomization' },
  {
    name: 'label',
    use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
    short: 'Change the labels of objects',
  },
  {
    name: 'annotate',
    use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
    short: 'Change the annotations of objects',
  },
  { name: 'completion', use: 'SHELL [options]', short: 'Print completion code for a shell' },
  {
    name: 'config',
    use: 'SUBCOMMAND [options]',
    short: 'Change kubeconfig files',
    subcommands: [
      'current-context',
      'delete-cluster',
      'delete-context',
      'delete-user',
      'get-clusters',
      'get-contexts',
      'get-users',
      'rename-context',
      'set',
      'set-cluster',
      'set-context',
      'set-credentials',
      'unset',
      'use-context',
      'view',
    ],
  },
  { name: 'plugin', use: '[flags] [options]', short: 'Work with plugins', subcommands: ['list'] },
  { name: 'version', use: '[flags] [options]', short: 'Show the versions of kubectl and of the server' },
  { name: 'api-versions', use: '[options]', short: 'List the API versions that the server knows' },
  { name: 'api-resources', use: '[flags] [options]', short: 'List the kinds that the server knows' },
]
