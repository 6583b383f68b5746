# What apply would change: kubectl diff.
# versions: 1.27,1.33
kubectl diff
kubectl diff x
kubectl diff -f nope.yaml
kubectl diff --nope
kubectl diff -f nope.yaml --force-conflicts
cat > web.yaml <<EOF
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: nginx}
EOF
kubectl diff -f web.yaml >out; echo $?; grep -v '^\(diff\|---\|+++\)' out | sed 's/uid: .*/uid/'
kubectl apply -f web.yaml
kubectl rollout status deployment web
kubectl diff -f web.yaml; echo $?
sed -e 's/replicas: 2/replicas: 3/' -e 's/image: nginx/image: nginx:1.27/' web.yaml > web2.yaml
kubectl diff -f web2.yaml > out; echo $?; grep -v '^\(diff\|---\|+++\)' out
kubectl diff -f web2.yaml | grep -c '^diff -u -N /tmp/LIVE-[0-9]*/apps.v1.Deployment.default.web /tmp/MERGED-[0-9]*/apps.v1.Deployment.default.web$'
kubectl diff -f web2.yaml --server-side > out; echo $?; grep -v '^\(diff\|---\|+++\)' out
kubectl diff -f web2.yaml --server-side --force-conflicts | grep -v '^\(diff\|---\|+++\)'
kubectl diff -f web2.yaml --show-managed-fields | grep -v '^\(diff\|---\|+++\)' | sed 's/time: .*/time/'
kubectl scale deployment web --replicas=5
kubectl diff -f web.yaml | grep -v '^\(diff\|---\|+++\)'
kubectl get deployment web -o jsonpath={.spec.replicas}
cat web2.yaml | kubectl diff -f - | grep '^[-+] '
cat > many.yaml <<EOF
apiVersion: v1
kind: Secret
metadata: {name: key}
stringData: {user: admin, password: secret}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {a: "1", b: "2"}
EOF
kubectl diff -f many.yaml > out; echo $?; grep -v '^\(diff\|---\|+++\)' out | sed 's/uid: .*/uid/;s/resourceVersion: .*/resourceVersion/'
kubectl apply -f many.yaml
kubectl diff -f many.yaml; echo $?
sed -e 's/password: secret/more: words/' -e 's/admin/root/' -e 's/"2"/"3"/' many.yaml > many2.yaml
kubectl diff -f many2.yaml > out; echo $?; grep -v '^\(diff\|---\|+++\)' out
kubectl diff -f many2.yaml -l a=b; echo $?
kubectl label configmap conf tier=x
kubectl diff -f many2.yaml -l tier=x; echo $?
kubectl diff -f many2.yaml --prune --prune-allowlist apps/v1/Deployment > out; echo $?; grep '^-' out | grep -v '^---' | sed 's/time: .*/time/;s/uid: .*/uid/;s/resourceVersion: .*/resourceVersion/;s/[tT]ransitionTime: .*/time/;s/UpdateTime: .*/time/'
kubectl diff -f many2.yaml --prune --prune-allowlist apps/Deployment; echo $?
KUBECTL_EXTERNAL_DIFF="echo -n a/b -x=1" kubectl diff -f many2.yaml | sed 's/[0-9][0-9]*/N/g'
KUBECTL_EXTERNAL_DIFF=false kubectl diff -f many2.yaml; echo $?
KUBECTL_EXTERNAL_DIFF=nosuchprogram kubectl diff -f many2.yaml; echo $?
KUBECTL_EXTERNAL_DIFF="diff -q" kubectl diff -f many2.yaml > out; echo $?; wc -l < out
ls /tmp | grep -c 'LIVE-\|MERGED-'
kubectl diff -f web2.yaml -n dev; echo $?
sed 's/name: web}/name: web, namespace: dev}/' web2.yaml > dev.yaml
kubectl diff -f dev.yaml; echo $?
sed 's/app: web}}$/app: other}}/' web.yaml > bad.yaml
kubectl diff -f bad.yaml; echo $?
sed 's/replicas: 2/replicas: -2/' web.yaml > bad.yaml
kubectl diff -f bad.yaml; echo $?
sed 's/replicas: 2/replica: 2/' web.yaml > bad.yaml
kubectl diff -f bad.yaml | grep -v '^\(diff\|---\|+++\)'
kubectl diff -f web.yaml --as jane; echo $?
