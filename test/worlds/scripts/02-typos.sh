# What a beginner mistypes.
kubectl gett pods
kubectl get pod nosuch
kubectl get podz
kubectl get pods --outptu yaml
kubectl get pods -Z
kubectl get pods -o foo
kubectl get
kubectl create
kubectl create deployment
kubectl create deployment web
kubectl create deploymen web --image=nginx
kubectl create -f nosuch.yaml
kubectl delete
kubectl delete pod
kubectl delete pods nosuch
kubectl describe
kubectl describe pod nosuch
kubectl run
kubectl run web
kubectl scale deployment nosuch --replicas=3
kubectl scale deployment nosuch
kubectl expose deployment nosuch --port=80
kubectl expose
kubectl label pod nosuch a=b
kubectl label pod
kubectl logs
kubectl logs nosuch
kubectl exec
kubectl exec nosuch
kubectl exec nosuch -- ls
kubectl get pods/
kubectl get pods/a b
kubectl get pods a b -l x=y
kubectl get svc/kubernetes pod/nosuch
kubectl get pods -n
kubectl get pods -n nosuch
kubectl get deployments.extensions
kubectl get DEPLOY
kubectl get Pod
kubectl get pods --watch=maybe
kubectl get pods -l 'a in (b'
kubectl get pods --field-selector badfield=x
kubectl apply
kubectl apply -f nosuch.yaml
kubectl edit
kubectl edit pod nosuch
kubectl annotate pod nosuch a=b
kubectl config foo
kubectl config get-contexts nosuch
