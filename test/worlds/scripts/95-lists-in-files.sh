# Lists in files: of one kind, in lists, with faulty items; several objects of which some are not there.
# versions: 1.27,1.33
cat > l1.yaml <<'Y'
apiVersion: v1
kind: List
metadata: {resourceVersion: 5}
items: []
Y
kubectl create -f l1.yaml
cat > l2.yaml <<'Y'
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: l1}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: L2}
- apiVersion: v1
  kind: Foo
  metadata: {name: l3}
- kind: ConfigMap
  metadata: {name: l4}
- apiVersion: v1
  metadata: {name: l5}
- hello
- null
- apiVersion: v1
  kind: List
  items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: l6}}
  - {apiVersion: v1, kind: Secret, metadata: {name: l7}, type: 5}
Y
kubectl create -f l2.yaml
kubectl create -f l2.yaml --validate=false
kubectl apply -f l2.yaml --validate=ignore
sed -i '/^- hello/d; /^- null/d' l2.yaml; kubectl create -f l2.yaml --validate=false
kubectl apply -f l2.yaml --validate=ignore
kubectl delete -f l2.yaml
kubectl get -f l2.yaml
printf 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: m1}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: M2}}\n- {apiVersion: v1, kind: Secret, metadata: {name: m3}}\n' > l3.yaml
kubectl create -f l3.yaml
kubectl apply -f l3.yaml
kubectl get -f l3.yaml
kubectl get -f l3.yaml -o name
kubectl get -f l3.yaml -o yaml | head -5
kubectl label -f l3.yaml a=b
kubectl annotate -f l3.yaml a=b --overwrite
kubectl replace -f l3.yaml
kubectl delete -f l3.yaml
kubectl delete -f l3.yaml --ignore-not-found
kubectl create -f l3.yaml --dry-run=client
kubectl create -f l3.yaml --dry-run=server
kubectl create -f l3.yaml --dry-run=client -o name
kubectl create -f l3.yaml --dry-run=client -o yaml
kubectl apply -f l3.yaml --dry-run=client
kubectl apply -f l3.yaml --dry-run=server -o name
printf 'apiVersion: v1\nkind: List\nitems: {}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: List\nitems: null\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: List\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: List\nitems: hello\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: PodList\nitems: []\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: t1}\n- metadata: {name: t2}\n  data: {a: b}\n' > l4.yaml; kubectl create -f l4.yaml
kubectl create -f l4.yaml --validate=false
kubectl apply -f l4.yaml
kubectl get -f l4.yaml
printf 'apiVersion: v1\nkind: ConfigMapList\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: t3}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: FooList\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: t4}}\n' | kubectl create -f -
printf 'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- {metadata: {name: t4}}\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t5}\nitems: []\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t6}\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: t7}}\n' | kubectl create -f - --validate=false
kubectl get cm -o name
kubectl get cm -o json > all.json; kubectl delete -f all.json; kubectl create -f all.json
kubectl get cm -o yaml | kubectl apply -f -
kubectl get cm -o yaml | kubectl replace -f -
kubectl get cm -o json | kubectl diff -f -
printf 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: u1}, dta: {}}\n- {apiVersion: v1, kind: Pod, metadata: {name: u2}, spec: {container: []}}\n' > u.yaml
kubectl create -f u.yaml
kubectl apply -f u.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: no1}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: no2}\n' > two.yaml
kubectl get -f two.yaml
kubectl describe -f two.yaml
kubectl label -f two.yaml x=y
kubectl delete -f two.yaml --dry-run=client
printf 'apiVersion: v1\nkind: Foo\nmetadata: {name: no1}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n---\napiVersion: v1\nkind: Bar\nmetadata: {name: no2}\n' > three.yaml
kubectl get -f three.yaml
kubectl create -f three.yaml
kubectl apply -f three.yaml
printf 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: no1}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: no2}}\n' > l.yaml
kubectl get -f l.yaml
kubectl describe -f l.yaml
kubectl label -f l.yaml x=z
kubectl annotate -f l.yaml x=z
kubectl scale -f l.yaml --replicas=1
kubectl get -f l.yaml -f two.yaml
kubectl delete -f l.yaml --dry-run=server
kubectl delete -f l.yaml --ignore-not-found --dry-run=server
kubectl get -f l.yaml --ignore-not-found
printf '"str"' | kubectl create -f - --validate=false
printf '[1]' | kubectl create -f - --validate=false
printf '7' | kubectl create -f - --validate=false
printf 'true' | kubectl create -f - --validate=false
printf 'kind: 5\napiVersion: v1\n' | kubectl create -f - --validate=false
printf 'kind: ConfigMap\napiVersion: 5\nmetadata: {name: a}\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: List\n' | kubectl create -f - --validate=false
printf 'apiVersion: apps/v1\nkind: List\nitems: []\n' | kubectl create -f - --validate=false
printf 'apiVersion: apps/v1\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: ap}}]\n' | kubectl create -f -
printf 'apiVersion: apps/v2\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: ap}}]\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: List\nitems: [null]\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: ConfigMapList\nitems: [null]\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: ConfigMapList\nmetadata: {name: x, namespace: y}\nitems: [{kind: ConfigMap, metadata: {name: q}}, {apiVersion: v1, metadata: {name: q2}}, {metadata: {name: q3}}]\n' | kubectl create -f - --validate=false
printf 'apiVersion: v1\nkind: SecretList\nitems: [{metadata: {name: q3}, stringData: {a: b}}]\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: SecretList\nitems: [{metadata: {name: q3}, stringData: {a: b}}]\n' | kubectl apply -f - --server-side --force-conflicts
printf 'apiVersion: v1\nkind: ServiceList\nitems: [{metadata: {name: q3}, spec: {ports: [{port: 0}]}}]\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: ConfigMapList\nitems:\n- {metadata: {name: t1}, dta: {}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ConfigMapList\nitems:\n- {metadata: {name: t1, labels: {a: 1}}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: t1, labels: {a: 1}}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: 7}}\n' | kubectl create -f -
kubectl get cm
