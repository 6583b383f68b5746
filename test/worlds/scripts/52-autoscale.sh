# versions: 1.33, 1.31
kubectl autoscale
kubectl autoscale deployment web
kubectl autoscale deployment web --max=3
kubectl create deployment web --image=nginx --replicas=2
kubectl autoscale deployment web --max=0
kubectl autoscale deployment web --max=2 --min=3
kubectl autoscale deployment web --max=x
kubectl autoscale pod web --max=2
kubectl autoscale svc kubernetes --max=2
kubectl autoscale deployment --max=2
kubectl autoscale deployment web --max=5 --dry-run=client
kubectl autoscale deployment web --max=5 --min=2 --cpu-percent=80 --dry-run=client -o yaml
kubectl autoscale deployment web --max=5 --name=other --dry-run=server
kubectl autoscale deploy/web --max=5 --min=2 --cpu-percent=80
kubectl autoscale deploy web --max=5
kubectl get hpa
kubectl get hpa web -o yaml
kubectl get hpa.v1.autoscaling web -o yaml
kubectl delete hpa web
