# create --edit: what was edited is created.
# versions: 1.27, 1.33
cat > ed.sh <<'X'
#!/bin/sh
sed -i 's/a: b/a: edited/' "$1"
X
cat > show.sh <<'X'
#!/bin/sh
cat "$1"
X
cat > bad.sh <<'X'
#!/bin/sh
if grep -q 'not valid\|syntax error' "$1"; then cat "$1"; exit 0; fi
sed -i 's/^data:/data: [/' "$1"
X
cat > kind.sh <<'X'
#!/bin/sh
if grep -q 'syntax error' "$1"; then cat "$1"; exit 0; fi
sed -i 's/^kind: ConfigMap/kind: ConfigMop/' "$1"
X
chmod +x ed.sh show.sh bad.sh kind.sh
cat > c.yaml <<'Y'
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {a: b}
Y
cat > two.yaml <<'Y'
apiVersion: v1
kind: ConfigMap
metadata: {name: one}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two}
data: {a: b}
Y
export KUBE_EDITOR=./show.sh
kubectl create -f c.yaml --edit
kubectl get cm c
KUBE_EDITOR=./ed.sh kubectl create -f c.yaml --edit
kubectl get cm c -o jsonpath='{.data}'
KUBE_EDITOR=./ed.sh kubectl create -f c.yaml --edit 2>&1 | sed 's/edit-[0-9]*/edit-N/'
KUBE_EDITOR=./ed.sh kubectl create -f two.yaml --edit -o name
KUBE_EDITOR=./ed.sh kubectl create -f c.yaml --edit -o name
KUBE_EDITOR=./ed.sh kubectl create -f two.yaml --edit
kubectl get cm one two -o jsonpath='{.items[*].data}'
kubectl delete cm one two
KUBE_EDITOR=./ed.sh kubectl create -f two.yaml --edit --save-config -o yaml | grep -v 'uid\|Timestamp\|resourceV'
KUBE_EDITOR=./ed.sh kubectl create -f c.yaml --edit -o json 2>&1 | sed 's/edit-[0-9]*/edit-N/'
kubectl delete cm c
KUBE_EDITOR=./bad.sh kubectl create -f c.yaml --edit 2>&1 | sed 's/edit-[0-9]*/edit-N/'
KUBE_EDITOR=./kind.sh kubectl create -f c.yaml --edit 2>&1 | sed 's/edit-[0-9]*/edit-N/'
KUBE_EDITOR=false kubectl create -f c.yaml --edit
KUBE_EDITOR=./ed.sh kubectl create -f none.yaml --edit
KUBE_EDITOR=./ed.sh kubectl create -f c.yaml --edit --dry-run=client
kubectl get cm c
