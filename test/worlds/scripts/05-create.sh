# The generators.
kubectl create namespace dev
kubectl create ns dev
kubectl create ns 'Bad Name'
kubectl create deployment web --image=nginx -n dev
kubectl create deployment web --image=nginx -n dev
kubectl create deployment web --image=nginx -n nosuch
kubectl create deployment two --image=nginx --image=redis:7 --dry-run=client -o yaml
kubectl create deployment w2 --image=nginx --replicas=2 --port=80 --dry-run=client -o json
kubectl create deployment w3 --image=busybox --dry-run=client -o yaml -- sleep 3600
kubectl create deployment w4 --image=nginx --dry-run=server
kubectl create deployment w5 --image=nginx --dry-run=client
kubectl create deployment w6 --image=nginx --dry-run=foo
kubectl create service clusterip web --tcp=80:8080
kubectl create service clusterip web --tcp=80:8080
kubectl create service clusterip bad
kubectl create service nodeport np --tcp=80 --node-port=30080
kubectl create service nodeport np2 --tcp=80 --node-port=30080
kubectl create service nodeport np3 --tcp=80 --node-port=80
kubectl create service clusterip hl --clusterip=None
kubectl create service externalname ext --external-name=db.example.com
kubectl create service clusterip d --tcp=5678:8080 --dry-run=client -o yaml
kubectl create configmap c1 --from-literal=a=1 --from-literal=b=2
kubectl create configmap c1 --from-literal=a
echo hello > a.txt; printf 'K=v\nL=w\n' > env.list
kubectl create cm c2 --from-file=a.txt --from-env-file=env.list
kubectl create cm c2 --from-file=a.txt --from-file=key=env.list
kubectl create cm c3 --from-env-file=env.list -o yaml --dry-run=client
kubectl create cm c4 --from-file=nosuch
kubectl create secret generic s1 --from-literal=user=admin --from-literal=pass=s3cret
kubectl create secret generic s2 --from-file=a.txt --dry-run=client -o yaml
kubectl create secret docker-registry reg --docker-username=u --docker-password=p --docker-server=r.example.com --dry-run=client -o yaml
kubectl create sa robot
kubectl create serviceaccount robot
kubectl get svc
kubectl get cm,secret,sa
kubectl get cm c2 -o yaml
kubectl get secret s1 -o jsonpath='{.data.pass}' | base64 -d
kubectl create cm one --from-literal=a=1; kubectl describe cm one
kubectl describe secret s1 | sort
kubectl describe svc np
kubectl describe svc ext hl
kubectl describe ns dev
kubectl delete ns dev
kubectl get ns dev
kubectl get deploy -n dev
