# Input to containers, the fields of kinds, raw paths, pruning and names with a hash.
kubectl run web --image=nginx
kubectl wait --for=condition=Ready pod/web
echo ls | kubectl exec -i web -- sh
printf 'cd /etc\npwd\nfor i in 1 2\ndo echo $i; done\nexit 3\n' | kubectl exec -i web -- sh
echo hi | kubectl run -i --rm x --image=busybox --restart=Never -- cat
echo 'echo out; exit 4' | kubectl run -i --rm x --image=busybox --restart=Never -- sh
echo hi | kubectl run -i --rm --quiet x --image=busybox --restart=Never -- cat
kubectl get pods
echo one | kubectl run -i y --image=busybox --leave-stdin-open -- cat
echo two | kubectl attach -i y
echo three | kubectl attach -it y
kubectl logs y
kubectl attach nosuch
kubectl attach y -c nosuch
kubectl attach
kubectl explain pod
kubectl explain deploy.spec.replicas
kubectl explain pod.spec.containers.resources
kubectl explain pod.spec.volumes --recursive
kubectl explain deployments.apps.spec.strategy --recursive
kubectl explain cm --recursive
kubectl explain svc.spec.ports
kubectl explain pod.spec.nosuch
kubectl explain nosuch
kubectl explain
kubectl explain pod svc
kubectl explain pod --api-version=apps/v1
kubectl explain pod --api-version=nosuch/v1
kubectl explain pod -o nosuch
kubectl get --raw /
kubectl get --raw /api
kubectl get --raw /apis
kubectl get --raw /apis/apps
kubectl get --raw /apis/nosuch
kubectl get --raw /apis/apps/v1
kubectl get --raw /api/v1
kubectl get --raw /healthz
kubectl get --raw /nosuch
kubectl get --raw /api/v1/nosuch
kubectl get --raw /api/v1/namespaces/default/services/kubernetes
kubectl create deployment app --image=nginx
kubectl get deploy app --subresource=scale
kubectl scale pod web --replicas=2
kubectl scale svc kubernetes --replicas=2
kubectl create cm c --from-literal=k=v --from-literal='x=<&>' --append-hash
kubectl create secret generic s --from-literal=k=v --append-hash
kubectl create secret generic s --from-literal=k=v --append-hash --type=mine --dry-run=client -o yaml
cat <<END > cm.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: one
  labels: {app: pruned}
data:
  a: b
END
sed s/one/two/ cm.yaml > two.yaml
kubectl apply -f cm.yaml -f two.yaml
kubectl apply -f cm.yaml --prune
kubectl apply -f cm.yaml --prune -l app=nosuch
kubectl apply -f cm.yaml --prune -l app=pruned --prune-allowlist=core/v1/ConfigMap --dry-run=client
kubectl apply -f cm.yaml --prune -l app=pruned --prune-allowlist=core/v1/ConfigMap --dry-run=server
kubectl apply -f cm.yaml --prune -l app=pruned --prune-allowlist=core/v1/ConfigMap
kubectl apply -f cm.yaml --prune --all --prune-allowlist=v1/ConfigMap
kubectl apply -f cm.yaml --prune --all --prune-allowlist=core/v1/Nosuch
kubectl get cm
cat <<'END' > ed.sh
#!/bin/sh
sed -i s/b/c/ "$1"
END
chmod +x ed.sh
KUBE_EDITOR=true kubectl edit cm
KUBE_EDITOR=true kubectl apply edit-last-applied cm/one
KUBE_EDITOR=true kubectl apply edit-last-applied cm/kube-root-ca.crt
KUBECONFIG=/nosuch kubectl create deployment d --image=nginx --dry-run=client
