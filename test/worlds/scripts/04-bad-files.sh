# Manifests with faults in them.
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n data:\n  a: 1\n' > bad.yaml
kubectl create -f bad.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n' > tab.yaml
kubectl create -f tab.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n' > open.yaml
kubectl apply -f open.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  foo: a: b\n' > colon.yaml
kubectl create -f colon.yaml
printf 'kind: ConfigMap\nmetadata:\n  name: x\n' > noapi.yaml
kubectl create -f noapi.yaml
printf 'apiVersion: v1\nmetadata:\n  name: x\n' > nokind.yaml
kubectl apply -f nokind.yaml
printf 'metadata:\n  name: x\n' > neither.yaml
kubectl create -f neither.yaml
printf 'apiVersion: v1\nkind: Widget\nmetadata:\n  name: w\n' > unk.yaml
kubectl create -f unk.yaml
printf 'apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  port:\n  - port: 80\n' > strict.yaml
kubectl create -f strict.yaml
kubectl apply -f strict.yaml
kubectl create -f strict.yaml --validate=false
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - image: nginx\n    nam: x\n  restartPolicy: Sometimes\n' > pod.yaml
kubectl create -f pod.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: Bad_Name\nspec:\n  containers:\n  - image: nginx\n    name: x\n' > name.yaml
kubectl create -f name.yaml
printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec:\n  replicas: three\n' > type.yaml
kubectl create -f type.yaml
printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec: {}\n' > empty-spec.yaml
kubectl create -f empty-spec.yaml
printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec:\n  selector:\n    matchLabels: {app: a}\n  template:\n    metadata:\n      labels: {app: b}\n    spec:\n      containers:\n      - name: c\n        image: nginx\n' > mismatch.yaml
kubectl create -f mismatch.yaml
printf '' > empty.yaml
kubectl create -f empty.yaml
printf 'hello\n' > scalar.yaml
kubectl create -f scalar.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: nosuch\n' > nons.yaml
kubectl create -f nons.yaml
kubectl create -f nons.yaml -n default
printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}\n' > bad.json
kubectl create -f bad.json
mkdir dir edir && cp noapi.yaml edir/readme.txt
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: da\n' > dir/a.yaml
printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"db"}}' > dir/b.json
kubectl create -f dir
kubectl create -f edir
kubectl delete -f dir
cat dir/a.yaml | kubectl create -f -
kubectl get cm
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m1\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m2\n  x: [\n' > two.yaml
kubectl apply -f two.yaml
kubectl get cm -o name
printf 'apiVersion: v1\nkind: Service\nmetadata:\n  name: svc\nspec:\n  selector: {app: x}\n  ports:\n  - port: 99999\n    protocol: HTTP\n' > ports.yaml
kubectl create -f ports.yaml
