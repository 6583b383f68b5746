# Going away.
kubectl create deployment web --image=nginx --replicas=2
kubectl create cm a
kubectl create cm b
kubectl create cm c
kubectl delete cm a b
kubectl delete cm/c
kubectl delete cm nosuch --ignore-not-found
kubectl delete cm nosuch
kubectl delete cm --all
kubectl delete pods -l app=none
kubectl delete pod --all --dry-run=client
kubectl delete pod -l app=web --grace-period=0 --force
kubectl get pods
kubectl delete deploy web --cascade=orphan
kubectl get rs
kubectl get pods --no-headers | wc -l
kubectl delete rs --all
kubectl get pods
kubectl delete deploy --all
kubectl delete all --all -n default
kubectl get all
kubectl delete pod x -o yaml
kubectl delete pods nosuch1 nosuch2
kubectl delete svc kubernetes --dry-run=server
kubectl delete ns kube-system --dry-run=client
kubectl delete node nosuch
kubectl delete foo bar
