# Who may do what: roles, bindings, acting as others, refusals, gathering, and giving no more than one has.
# versions: 1.27, 1.30, 1.33
kubectl get pods --as jane
kubectl get pods -A --as jane
kubectl get nodes --as jane
kubectl get node node01 --as jane
kubectl get ns kube-system --as jane
kubectl get deploy web --as jane -n dev
kubectl create deployment web --image=nginx --as jane
kubectl scale deploy web --replicas=3 --as jane
kubectl create ns dev
kubectl create role pods --verb=get,list,watch --resource=pods -n dev
kubectl create rolebinding jane --role=pods --user=jane -n dev
kubectl get pods -n dev --as jane
kubectl get pods --as jane
kubectl get secrets -n dev --as jane
kubectl run x --image=nginx -n dev --as jane
kubectl run x --image=nginx -n dev
kubectl get pod x -n dev --as jane
kubectl delete pod x -n dev --as jane
kubectl logs x -n dev --as jane
kubectl exec x -n dev --as jane -- ls
kubectl get pods --as-group devs
kubectl get pods --as jane --as-group devs
kubectl create rolebinding ghost --role=nothere --user=jane -n dev
kubectl get secrets -n dev --as jane
kubectl create clusterrolebinding ghost --clusterrole=gone --user=jane
kubectl get secrets -n dev --as jane
kubectl get sa --as system:serviceaccount:dev:default -n dev
kubectl create rolebinding sa --clusterrole=view --serviceaccount=dev:default -n dev
kubectl get sa --as system:serviceaccount:dev:default -n dev
kubectl get secrets --as system:serviceaccount:dev:default -n dev
kubectl get clusterroles
kubectl get roles,rolebindings -A
kubectl describe clusterrole view
kubectl describe clusterrole admin
kubectl get clusterrole edit -o yaml
kubectl get --raw /version --as jane
kubectl get --raw /api/v1/pods --as jane
kubectl apply -f - --as jane <<EOF
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
EOF
kubectl edit deploy web --as jane
kubectl label ns dev a=b --as jane
kubectl api-resources --as jane | head -3
kubectl get pods --as system:anonymous
kubectl get all -n dev --as jane
kubectl describe pod x -n dev --as jane
kubectl drain node01 --as jane
kubectl cordon node01 --as jane
kubectl rollout restart deploy/web --as jane
kubectl get events --as jane
kubectl get pods,svc -n dev --as jane
kubectl auth can-i get pods
kubectl auth can-i get pods --as jane
kubectl auth can-i get pods --as jane -n dev
kubectl auth can-i --list --as jane -n dev
kubectl auth can-i --list
kubectl auth can-i get pods/log --as jane -n dev
kubectl auth can-i get pods --subresource=log --as jane -n dev
kubectl auth can-i get foo --as jane -n dev
kubectl auth can-i get /metrics --as jane
kubectl auth can-i get /healthz --as jane
kubectl auth can-i '*' '*'
kubectl auth can-i get nodes --as jane -n dev
kubectl auth can-i get pods/x --as jane -n dev
kubectl auth can-i list deployments.apps --as jane -A
kubectl auth can-i -q get pods --as jane
kubectl auth whoami
kubectl auth whoami -o yaml
kubectl auth whoami --as jane --as-group devs --as-uid 7
kubectl auth whoami -o json --as system:serviceaccount:dev:default
kubectl auth can-i get
kubectl auth can-i
kubectl auth can-i get pods x y
kubectl auth can-i --list x
kubectl auth can-i frob pods
kubectl auth can-i get pods -A --as jane
kubectl auth can-i get pod --as jane -n dev
kubectl auth can-i get deploy --as jane -n dev
kubectl auth can-i get svc/web -n dev
kubectl auth can-i --list --as jane -n dev --no-headers
kubectl auth can-i create nodes -n dev
kubectl auth can-i get deploy.v1.apps -n dev
kubectl auth can-i get pods.v9.foo
kubectl auth can-i get Pod
kubectl auth can-i get pods -n dev --as jane --subresource=log --no-headers
kubectl auth can-i get /foo --subresource=x
kubectl auth foo
kubectl auth reconcile
kubectl auth whoami x
kubectl auth whoami -o name
kubectl auth whoami -o jsonpath={.status.userInfo.username}
kubectl auth whoami -o wide
kubectl auth can-i use podsecuritypolicies
kubectl auth can-i impersonate users
kubectl auth can-i bind clusterroles
kubectl auth can-i create tokenreviews
kubectl auth can-i get cm/a/b
kubectl create -o yaml -f - <<EOF
apiVersion: authorization.k8s.io/v1
kind: SubjectAccessReview
spec:
  user: jane
  resourceAttributes: {namespace: dev, verb: get, resource: pods}
EOF
kubectl create -o yaml -f - <<EOF
apiVersion: authorization.k8s.io/v1
kind: LocalSubjectAccessReview
metadata: {namespace: dev}
spec:
  user: jane
  resourceAttributes: {namespace: dev, verb: get, resource: secrets}
EOF
kubectl create -o yaml -f - <<EOF
apiVersion: authorization.k8s.io/v1
kind: SelfSubjectAccessReview
metadata: {name: x}
spec: {}
EOF
kubectl create -o yaml -f - <<EOF
apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec: {token: abc}
EOF
kubectl create -o yaml -f - <<EOF
apiVersion: authorization.k8s.io/v1
kind: SelfSubjectRulesReview
spec: {namespace: default}
EOF
kubectl create rolebinding admin --clusterrole=admin --user=ann -n dev
kubectl create role r --verb=get,list --resource=pods -n dev --as ann
kubectl create role s --verb=get,list,frob --resource=pods,nodes,deployments.apps -n dev --as ann
kubectl create role t --verb=get --resource=pods --resource-name=a --resource-name=b -n dev --as ann
kubectl create clusterrole c --verb=get --resource=pods --as ann
kubectl create rolebinding b --role=r --user=bob -n dev --as ann
kubectl create rolebinding c --clusterrole=cluster-admin --user=bob -n dev --as ann
kubectl create rolebinding d --role=nothere --user=bob -n dev --as ann
kubectl create rolebinding e --clusterrole=view --user=bob -n dev --as ann
kubectl create clusterrole binder --verb=bind --resource=clusterroles --resource-name=cluster-admin
kubectl create rolebinding binder --clusterrole=binder --user=ann -n dev
kubectl create rolebinding f --clusterrole=cluster-admin --user=bob -n dev --as ann
kubectl create role esc --verb=escalate --resource=roles -n dev
kubectl create rolebinding esc --role=esc --user=ann -n dev
kubectl create role u --verb=frob --resource=nodes -n dev --as ann
kubectl create clusterrole roles --verb=create,update,get,patch,list --resource=clusterroles,clusterrolebindings
kubectl create clusterrolebinding roles --clusterrole=roles --user=rob
kubectl create clusterrole x --verb=get --non-resource-url=/metrics,/version --as rob
kubectl create clusterrole agg --aggregation-rule=foo=bar --as rob
kubectl create clusterrole agg --aggregation-rule=foo=bar
kubectl label clusterrole part foo=bar
kubectl describe clusterrole agg
kubectl label clusterrole part rbac.authorization.k8s.io/aggregate-to-view=true
kubectl auth can-i list widgets.example.com --as bob -n dev
kubectl describe clusterrole view
kubectl label clusterrole part foo-
kubectl describe clusterrole agg
kubectl create clusterrolebinding z --clusterrole=part --user=me --as rob
kubectl create token default -n dev --duration=10m
kubectl create token default -n dev --duration=1m
kubectl create token nope
kubectl create token default -o yaml
kubectl create token default --as jane
kubectl create token default --audience=a --audience=b -o json
kubectl run p --image=nginx
kubectl create token default --bound-object-kind=Pod --bound-object-name=p -o jsonpath={.spec}
kubectl create token default --bound-object-kind=Pod --bound-object-name=q
kubectl create token default --bound-object-kind=Secret --bound-object-name=q
kubectl create token default --bound-object-kind=Node --bound-object-name=node01 -o jsonpath={.spec}
kubectl get clusterrole view -o yaml --show-managed-fields | tail -30
kubectl apply -f - <<EOF
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: part, labels: {foo: bar}}
rules:
- {apiGroups: [example.com], resources: [widgets], verbs: [get, list]}
EOF
kubectl describe clusterrole agg
kubectl label clusterrole part rbac.authorization.k8s.io/aggregate-to-view=true
kubectl auth can-i list widgets.example.com --as bob -n dev
kubectl get clusterrole view -o jsonpath='{.rules[-1]}'
kubectl delete clusterrole part
kubectl describe clusterrole agg
kubectl get clusterrolebindings -o wide
kubectl get clusterrolebinding kubeadm:cluster-admins -o yaml
kubectl delete clusterrolebinding kubeadm:cluster-admins
kubectl get pods
kubectl delete pod x -n dev
kubectl auth can-i '*' '*'
