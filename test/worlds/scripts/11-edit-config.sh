# Editing live objects, and where commands go.
kubectl create cm conf --from-literal=key=value
printf '#!/bin/sh\nsed -i "s/key: value/key: edited/" "$1"\n' > ed.sh; chmod +x ed.sh
printf '#!/bin/sh\ntrue\n' > nop.sh; chmod +x nop.sh
KUBE_EDITOR=./ed.sh kubectl edit cm conf
kubectl get cm conf -o jsonpath='{.data}'
KUBE_EDITOR=./nop.sh kubectl edit cm conf
KUBE_EDITOR=cat kubectl edit cm conf
kubectl config current-context
kubectl config get-contexts
kubectl create ns team
kubectl config set-context --current --namespace=team
kubectl config get-contexts
kubectl get cm
kubectl create deployment web --image=nginx
kubectl get pods
kubectl get pods -n default
kubectl get deploy web -o jsonpath='{.metadata.namespace}'
kubectl config set-context --current --namespace=
kubectl get deploy
kubectl get deploy --namespace team
kubectl get deploy -A
kubectl config use-context nosuch
kubectl --context=nope get pods
kubectl api-resources --api-group=apps
kubectl api-resources --namespaced=false -o name
kubectl version
kubectl delete ns team --wait=false
kubectl get ns
