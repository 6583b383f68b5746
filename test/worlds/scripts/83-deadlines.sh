# versions: 1.27,1.30,1.33
# Deadlines that objects share, and what nodes are called.
kubectl create deployment a --image=nosuch/image
kubectl create deployment b --image=nginx
sleep 5
kubectl wait --for=delete pod --all --timeout=1s 2>&1 | tail -1
kubectl wait --for=delete pod -l app=a --timeout=3s 2>&1 | tail -1
kubectl wait --for=condition=Available deploy a b --timeout=1s
kubectl wait --for=condition=Available deploy/b deploy/a --timeout=1s
kubectl wait --for=jsonpath='{.status.readyReplicas}'=1 deploy --all --timeout=1s
kubectl wait --for=condition=Available deploy/nosuch deploy/b --timeout=1s
kubectl wait --for=condition=Available deploy/a --timeout=0
kubectl wait --for=condition=Available deploy --all --timeout=0
kubectl drain node01 node/controlplane --dry-run=client --ignore-daemonsets
kubectl cordon nodes node01
kubectl cordon node/node01 controlplane
kubectl uncordon no/node01 no/controlplane
kubectl cordon pod/x
kubectl cordon a/b/c
kubectl cluster-info
kubectl cluster-info -n default
kubectl logs pod/x/y
kubectl exec deploy/x/y -- ls
kubectl cordon -l a=b
kubectl uncordon -l kubernetes.io/hostname=node01
