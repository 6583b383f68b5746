# Kinds that users bring: definitions, their schemas, and what lives by them.
# versions: 1.27, 1.33
cat <<'EOF' > crd.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: crontabs.stable.example.com
spec:
  group: stable.example.com
  scope: Namespaced
  names:
    plural: crontabs
    singular: crontab
    kind: CronTab
    shortNames: [ct]
    categories: [all, workshop]
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: CronTab runs a command again and again.
        required: [spec]
        properties:
          spec:
            type: object
            description: What to run, and when.
            required: [cronSpec]
            properties:
              cronSpec:
                type: string
                description: Minute, hour, day, month and weekday, as cron has them, with blanks between them and an asterisk for whatever.
                pattern: '^(\d+|\*)(/\d+)?(\s+(\d+|\*)(/\d+)?){4}$'
              image:
                type: string
                default: busybox:1.36
                maxLength: 20
              replicas:
                type: integer
                minimum: 1
                maximum: 10
              policy:
                type: string
                enum: [Allow, Forbid, Replace]
                default: Allow
              port:
                x-kubernetes-int-or-string: true
              suspend:
                type: boolean
              tags:
                type: array
                maxItems: 3
                x-kubernetes-list-type: set
                items:
                  type: string
              env:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items:
                  type: object
                  required: [name]
                  properties:
                    name:
                      type: string
                    value:
                      type: string
              limits:
                type: object
                additionalProperties:
                  type: integer
              note:
                type: string
                nullable: true
              anything:
                type: object
                x-kubernetes-preserve-unknown-fields: true
            x-kubernetes-validations:
            - rule: self.policy != 'Forbid' || !has(self.replicas) || self.replicas == 1
              message: with policy Forbid there is one replica
              fieldPath: .replicas
            - rule: "!has(oldSelf.suspend) || has(self.suspend)"
              message: suspend cannot be taken away
            - rule: self.tags.all(t, t.startsWith('t-'))
              messageExpression: "'all tags begin with t-, unlike ' + self.tags[0]"
          status:
            type: object
            properties:
              replicas:
                type: integer
              selector:
                type: string
              lastRun:
                type: string
                format: date-time
    subresources:
      status: {}
      scale:
        specReplicasPath: .spec.replicas
        statusReplicasPath: .status.replicas
        labelSelectorPath: .status.selector
    selectableFields:
    - jsonPath: .spec.policy
    additionalPrinterColumns:
    - {name: Spec, type: string, description: When it runs, jsonPath: .spec.cronSpec}
    - {name: Replicas, type: integer, jsonPath: .spec.replicas}
    - {name: Image, type: string, jsonPath: .spec.image, priority: 1}
    - {name: Last Run, type: date, jsonPath: .status.lastRun}
    - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
EOF
kubectl explain crontab
kubectl get crontabs
kubectl create -f crd.yaml
kubectl create -f crd.yaml
kubectl wait --for=condition=Established crd/crontabs.stable.example.com --timeout=10s
kubectl get crd
kubectl get crd crontabs.stable.example.com -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'
kubectl get crd crontabs.stable.example.com -o jsonpath='{.status.acceptedNames}{"\n"}{.status.storedVersions}{"\n"}{.spec.conversion}{"\n"}'
kubectl api-resources --api-group=stable.example.com -o wide
kubectl api-versions | grep example
kubectl get apiservices | grep example
kubectl get crontabs
kubectl explain ct
kubectl explain crontab.spec
kubectl explain crontab.spec.cronSpec
kubectl explain crontab.spec.env
kubectl explain crontab.spec.nope
kubectl explain crontab.metadata.labels
kubectl explain crontab --recursive
cat <<'EOF' > tab.yaml
apiVersion: stable.example.com/v1
kind: CronTab
metadata:
  name: tab
  labels:
    app: tab
spec:
  cronSpec: "*/5 * * * *"
  replicas: 2
  tags: [t-a, t-b]
EOF
sed 's/\*\/5/every 5/' tab.yaml | kubectl apply -f -
kubectl apply -f tab.yaml
kubectl apply -f tab.yaml
kubectl get ct
kubectl get crontab/tab -o wide
kubectl get crontabs.stable.example.com -A
kubectl get crontabs.v1.stable.example.com tab -o yaml
kubectl get ct tab -o json
kubectl get all
kubectl get workshop
kubectl describe ct tab
kubectl get ct --field-selector spec.policy=Allow
kubectl get ct --field-selector spec.policy=Forbid
kubectl get ct --field-selector spec.replicas=2
kubectl get ct -l app=tab -o name
cat <<'EOF' | kubectl create -f -
apiVersion: stable.example.com/v1
kind: CronTab
metadata:
  name: wrong
spec:
  cronSpec: 5
  image: an-image-with-a-name-that-is-too-long
  replicas: many
  policy: Sometimes
  suspend: maybe
  port: [80]
  tags: [t-1, t-1, t-2, t-3]
  env:
  - {name: A, value: "1"}
  - {name: A, value: "2"}
  - {value: "3"}
  limits: {cpu: 1, memory: much}
  note: 7
EOF
cat <<'EOF' | kubectl create -f -
apiVersion: stable.example.com/v1
kind: CronTab
metadata:
  name: strange
spec:
  cronSpec: "* * * * *"
  tags: []
  colour: red
  env:
  - {name: A, valueFrom: {}}
  anything: {goes: {here: [1, 2]}}
sepc: {}
EOF
cat <<'EOF' | kubectl create --validate=warn -f -
apiVersion: stable.example.com/v1
kind: CronTab
metadata:
  name: strange
spec:
  cronSpec: "* * * * *"
  tags: []
  colour: red
  note: null
  suspend: null
  port: http
  anything: {goes: {here: [1, 2]}}
EOF
kubectl get ct strange -o yaml
kubectl create --validate=ignore -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"quiet"},"spec":{"cronSpec":"* * * * *","tags":[],"colour":"red"}}'
kubectl get ct quiet -o jsonpath='{.spec}{"\n"}'
kubectl create -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"empty"}}'
kubectl create -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"NotAName"},"spec":{"cronSpec":"* * * * *","tags":["x"]}}'
kubectl apply --server-side -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"typed"},"spec":{"cronSpec":"* * * * *","colour":"red","replicas":"many"}}'
kubectl create -f - <<< '{"apiVersion":"stable.example.com/v2","kind":"CronTab","metadata":{"name":"later"},"spec":{"cronSpec":"* * * * *"}}'
kubectl patch ct tab --type=merge -p '{"spec":{"policy":"Forbid"}}'
kubectl patch ct tab --type=merge -p '{"spec":{"policy":"Forbid","replicas":1,"suspend":true}}'
kubectl patch ct tab --type=merge -p '{"spec":{"suspend":null}}'
kubectl patch ct tab --type=merge -p '{"spec":{"tags":["x-1"]}}'
kubectl patch ct tab --type=json -p '[{"op":"replace","path":"/spec/image","value":"nginx"}]'
kubectl patch ct tab --type=json -p '[{"op":"add","path":"/spec/nope","value":1}]'
kubectl patch ct tab -p '{"spec":{"replicas":1}}'
kubectl patch ct tab --subresource=status --type=merge -p '{"status":{"replicas":1,"selector":"app=tab"}}'
kubectl patch ct tab --subresource=status --type=merge -p '{"status":{"lastRun":"yesterday"}}'
kubectl patch ct tab --type=merge -p '{"status":{"replicas":7}}'
kubectl get ct tab
kubectl get ct tab -o jsonpath='{.metadata.generation} {.status}{"\n"}'
kubectl get ct tab --subresource=scale -o yaml
kubectl scale ct tab --replicas=4
kubectl patch ct tab --type=merge -p '{"spec":{"policy":"Replace"}}'
kubectl scale ct tab --replicas=4
kubectl scale ct tab --replicas=40
kubectl autoscale ct tab --min=1 --max=3
kubectl get hpa
kubectl delete hpa tab
kubectl label ct tab tier=back
kubectl annotate ct tab why=because
kubectl apply --server-side --field-manager=me -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"shared"},"spec":{"cronSpec":"0 * * * *","tags":["t-me"],"env":[{"name":"A","value":"1"}]}}'
kubectl apply --server-side --field-manager=you -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"shared"},"spec":{"cronSpec":"0 * * * *","tags":["t-you"],"env":[{"name":"B","value":"2"}]}}'
kubectl get ct shared -o jsonpath='{.spec}{"\n"}'
kubectl apply --server-side --field-manager=you -f - <<< '{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"shared"},"spec":{"cronSpec":"1 * * * *","env":[{"name":"A","value":"9"}]}}'
kubectl get ct shared -o yaml --show-managed-fields
kubectl get ct -o custom-columns=NAME:.metadata.name,TAGS:.spec.tags
kubectl get ct --sort-by=.metadata.name -o name
kubectl create namespace other
sed 's/name: tab$/name: tab2/' tab.yaml | kubectl create -n other -f -
kubectl get ct -A
kubectl delete namespace other
kubectl get ct -A
kubectl delete ct strange quiet
kubectl patch ct shared --type=merge -p '{"metadata":{"finalizers":["example.com/hold"]}}'
kubectl delete crd crontabs.stable.example.com --wait=false
kubectl get crd crontabs.stable.example.com -o jsonpath='{.metadata.finalizers}{"\n"}{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'
kubectl get ct
kubectl create -f tab.yaml
kubectl patch ct shared --type=merge -p '{"metadata":{"finalizers":null}}'
kubectl get crd
kubectl get apiservices | grep -c example
