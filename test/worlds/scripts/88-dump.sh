# cluster-info dump.
kubectl create deployment web --image=nginx
kubectl cluster-info dump --namespaces default
kubectl cluster-info dump --namespaces default -o yaml
kubectl cluster-info dump --namespaces nosuch | head -40
kubectl cluster-info dump | wc -l
kubectl cluster-info dump -A | grep ====
kubectl cluster-info dump --output-directory=dump
ls dump dump/default dump/kube-system
head -8 dump/default/services.json
kubectl cluster-info dump -o name
kubectl cluster-info dump -o foo
kubectl cluster-info dump -o jsonpath='{.kind} {.items[*].metadata.name}' --namespaces default
kubectl cluster-info dump -s http://127.0.0.1:1
kubectl cluster-info nosuch
kubectl cluster-info dump x --namespaces default | head -3
