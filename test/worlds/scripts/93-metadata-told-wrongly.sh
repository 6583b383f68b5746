# Metadata of the wrong type, versions that are not told, tags, and finalizers without a domain.
# versions: 1.27,1.33
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aa, finalizers: [x]}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ab, finalizers: [foregroundDeletion, x.y]}\n' | kubectl create -f -
printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ab, finalizers: [x.y]}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}' | kubectl create -f -
printf 'apiVersion:\nkind: ConfigMap\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion:\nkind: ConfigMap\nmetadata: {name: aa}\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind:\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ""\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ""\nmetadata: {name: aa}\n' | kubectl create -f - --validate=false
printf 'apiVersion: ""\nkind: ConfigMap\nmetadata: {name: aa}\n' | kubectl create -f - --validate=false
printf 'apiVersion: ""\nkind: ConfigMap\nmetadata: {name: aa}\n' | kubectl apply -f -
printf 'apiVersion: ""\nkind: ConfigMap\nmetadata: {name: aa}\n' | kubectl delete -f -
printf 'apiVersion: ""\nkind: ConfigMap\nmetadata: {name: aa}\n' | kubectl get -f -
printf 'apiVersion: ""\nkind: Deployment\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion: ""\nkind: Foo\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion: apps/\nkind: Foo\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion: apps/\nkind: Deployment\nmetadata: {name: aa}\n' | kubectl apply -f -
printf 'apiVersion: apps/\nkind: Deployment\nmetadata: {name: aa}\n' | kubectl get -f -
printf 'apiVersion: apps/\nkind: Deployment\nmetadata: {name: aa}\n' | kubectl create -f - --dry-run=client
printf 'apiVersion: apps/\nkind: Deployment\nmetadata: {name: aa}\n' | kubectl create -f - --dry-run=client -o yaml
printf 'apiVersion: /\nkind: Deployment\nmetadata: {name: aa}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: 1}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: 1, b: true}, namespace: 5}\n' | kubectl create -f -
printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":5,"labels":{"b":1,"a":true},"name":1}}' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: 1}, finalizers: x, ownerReferences: {}, uid: 5, resourceVersion: 5, generation: x, creationTimestamp: 5}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, creationTimestamp: yesterday}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, generation: 1.5}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ownerReferences: [a]}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ownerReferences: [{controller: x}]}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, foo: b}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, managedFields: {}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, deletionGracePeriodSeconds: a}\n' | kubectl create -f -
y() { printf "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: $1}\ndata:\n  d: $2\n" | kubectl create -f -; kubectl get cm $1 -o jsonpath='{.data}'; echo; }
y a1 '!!int "5"'
y a2 '!!str 5'
y a3 '!!binary aGk='
y a4 '!!binary "a b"'
y a5 '!!float 3'
y a6 '!!bool "yes"'
y a7 '!!int abc'
y a8 '!!null ""'
y a9 '!foo x'
y a10 '! 5'
y a11 '!!str |\n    5'
y a12 '!!int "5.5"'
kubectl get cm a3 -o yaml > c.yaml
kubectl get cm a3 --subresource=status
kubectl replace -f c.yaml --subresource=status
kubectl apply -f c.yaml --subresource=status
kubectl apply -f c.yaml --subresource=status --force-conflicts
kubectl apply -f c.yaml --subresource=status --server-side
kubectl patch cm a3 --type=merge -p '{"metadata":{"finalizers":["stop"]}}'
kubectl patch cm a3 --type=merge -p '{"metadata":{"finalizers":["example.com/stop"]}}'
