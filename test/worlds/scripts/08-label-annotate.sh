# Labels, annotations, and what hangs on them.
kubectl create deployment web --image=nginx --replicas=2
kubectl expose deployment web --port=80
kubectl get ep web
POD=$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')
kubectl label pod $POD tier=front
kubectl label pod $POD tier=front
kubectl label pod $POD tier=back
kubectl label pod $POD tier=back --overwrite
kubectl label pod $POD tier-
kubectl label pod $POD tier-
kubectl label pod $POD 'x=a b'
kubectl label pod $POD a=b a-
kubectl label pod $POD
kubectl label pods --all team=red
kubectl label pods -l app=none team=blue
kubectl label pod $POD --list | sort
kubectl get pods --show-labels
kubectl label pod $POD app-
kubectl get pods -L app,pod-template-hash
kubectl get ep web
kubectl get rs
kubectl describe svc web
kubectl annotate pod $POD note='hello world'
kubectl annotate pod $POD note=again
kubectl annotate pod $POD note=again --overwrite
kubectl annotate pod $POD note-
kubectl annotate pod $POD
kubectl label ns default env=test
kubectl get ns default --show-labels
kubectl label node nosuch a=b
kubectl label svc web a=b -o yaml
kubectl label svc web a=c --dry-run=client
kubectl label deploy,svc web c=d
