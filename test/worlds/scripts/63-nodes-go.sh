# Nodes that are emptied, and nodes that go.
kubectl run bare --image=nginx
kubectl create deployment web --image=nginx
kubectl drain node01
kubectl get nodes
kubectl drain node01 --ignore-daemonsets
kubectl drain node01 --force
kubectl drain controlplane
kubectl drain controlplane --ignore-daemonsets --dry-run=client
kubectl drain controlplane --ignore-daemonsets --dry-run=server
kubectl drain controlplane --ignore-daemonsets
kubectl drain controlplane node01
kubectl drain controlplane --ignore-daemonsets --pod-selector=nosuch=x
kubectl drain nosuch node01 --ignore-daemonsets
kubectl drain -l kubernetes.io/hostname=controlplane --ignore-daemonsets
kubectl drain -l nosuch=x --ignore-daemonsets
kubectl drain node/controlplane --ignore-daemonsets
kubectl drain node01 --ignore-daemonsets --skip-wait-for-delete-timeout=x
kubectl drain node01 --ignore-daemonsets --timeout=5
kubectl drain node01 --ignore-daemonsets --grace-period=x
kubectl uncordon node01 controlplane
kubectl run store --image=nginx --overrides='{"spec":{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"store","image":"nginx","volumeMounts":[{"name":"v","mountPath":"/v"}]}]}}'
kubectl drain node01 --ignore-daemonsets --pod-selector=run=store
kubectl drain node01 --ignore-daemonsets --pod-selector=run=store --force
kubectl drain node01 --ignore-daemonsets --pod-selector=run=store --delete-emptydir-data
kubectl drain node01 --pod-selector=run=store --delete-emptydir-data --force --grace-period=0
kubectl uncordon node01
kubectl run once --image=busybox --restart=Never -- true
kubectl drain node01 --ignore-daemonsets --dry-run=client --pod-selector=run=once
kubectl get node node01 -o yaml | grep -v -e uid -e resourceVersion > node.yaml
kubectl delete node node01
kubectl get nodes
kubectl get leases -A
kubectl get pods
kubectl drain node01
kubectl cordon node01
kubectl describe pod bare | sed -n '1,8p;/^Events/,$p'
kubectl delete pod bare
kubectl get pods
kubectl scale deployment web --replicas=2
kubectl get pods -o custom-columns=NODE:.spec.nodeName,PHASE:.status.phase
kubectl apply -f node.yaml
kubectl get pods -o custom-columns=NODE:.spec.nodeName
kubectl delete node controlplane node01
kubectl delete node controlplane
kubectl delete all --all
kubectl get nodes
kubectl get all
