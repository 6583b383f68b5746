# versions: 1.27,1.30,1.31,1.33
# Describe each kind.
kubectl create deployment web --image=nginx --replicas=2 --port=80
kubectl expose deploy web --port=80 --target-port=80
kubectl create cm conf --from-literal=key=value
kubectl create secret generic sec --from-literal=k=v
kubectl create sa robot
kubectl describe deploy web
kubectl describe rs -l app=web
kubectl describe pods
kubectl describe svc
kubectl describe svc web
kubectl describe ep web
kubectl describe endpointslice -l kubernetes.io/service-name=web
kubectl describe cm conf
kubectl describe secret sec
kubectl describe sa robot
kubectl describe sa
kubectl describe ns default
kubectl describe node node01
kubectl describe node controlplane
kubectl describe lease -n kube-node-lease node01
kubectl describe pod web
kubectl describe events
kubectl describe deploy,svc web
kubectl describe pods -n kube-system -l k8s-app=kube-dns
kubectl describe deploy nosuch
kubectl describe deploy -l a=b
kubectl describe svc web --show-events=false
kubectl describe -f nosuch.yaml
