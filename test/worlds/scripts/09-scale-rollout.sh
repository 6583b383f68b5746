# Replica sets follow the deployment.
kubectl create deployment web --image=nginx:1.26 --replicas=3
kubectl get deploy web
kubectl scale deployment web --replicas=5
kubectl scale deployment/web --replicas=5
kubectl scale --replicas=2 deploy web
kubectl scale deploy web --replicas=3 --current-replicas=9
kubectl scale deploy web --replicas=-1
kubectl scale deploy web
kubectl scale rs nosuch --replicas=1
kubectl get deploy,rs
kubectl get pods -o wide
kubectl delete pod -l app=web --wait=false
kubectl get pods
kubectl describe deploy web
kubectl get events --sort-by=.metadata.creationTimestamp -o custom-columns=R:.reason,O:.involvedObject.kind | sort | uniq -c
kubectl scale deploy web --replicas=0
kubectl get deploy web
kubectl get pods
kubectl delete rs -l app=web
kubectl get rs
kubectl scale deploy --all --replicas=1
kubectl get deploy web -o jsonpath='{.status.readyReplicas} {.metadata.generation} {.status.observedGeneration}'
kubectl delete deploy web
kubectl get deploy,rs,pods
