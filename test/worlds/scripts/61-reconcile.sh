# auth reconcile
cat > r.yaml <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: dev, labels: {a: b}}
rules:
- {apiGroups: [""], resources: [pods, services], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: dev}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects:
- {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
- {kind: ServiceAccount, name: default, namespace: dev}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: x}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agg}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {x: v}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
- {kind: Group, name: qa, apiGroup: rbac.authorization.k8s.io}
EOF
kubectl auth reconcile -f r.yaml --dry-run=client
kubectl auth reconcile -f r.yaml
kubectl auth reconcile -f r.yaml
kubectl get ns dev
sed -e 's/services/secrets/' -e 's/jane/joe/' -e 's/a: b/a: c/' -e 's/x: v/x: w/' r.yaml > s.yaml
kubectl auth reconcile -f s.yaml --dry-run=client
kubectl auth reconcile -f s.yaml
kubectl get role r -n dev -o yaml
kubectl get clusterrole agg -o yaml
kubectl auth reconcile -f r.yaml --remove-extra-permissions --remove-extra-subjects
kubectl get rolebinding b -n dev -o yaml
sed -e 's/name: view/name: edit/' r.yaml > t.yaml
kubectl auth reconcile -f t.yaml
kubectl annotate role r -n dev rbac.authorization.kubernetes.io/autoupdate=false
kubectl auth reconcile -f s.yaml
kubectl auth reconcile -f r.yaml --dry-run=server
kubectl auth reconcile -f r.yaml x
kubectl auth reconcile -f nothere.yaml
kubectl auth reconcile -f r.yaml -o yaml
kubectl auth reconcile -f r.yaml -o name
kubectl auth reconcile -f r.yaml --as jane
