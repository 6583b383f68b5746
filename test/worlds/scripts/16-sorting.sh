# More than a dozen of something: Go's sort is not stable, and kubectl prints what it leaves.
kubectl create deployment web --image=nginx:1.25 --replicas=13
kubectl create deployment db --image=redis:7 --replicas=20
kubectl get events --sort-by=.metadata.creationTimestamp
kubectl get events --sort-by=.reason
kubectl get events --sort-by='{.involvedObject.kind}'
kubectl get events --sort-by=.count -o name
kubectl events
kubectl events --for deployment/web
kubectl get pods --sort-by=.spec.nodeName
kubectl get pods --sort-by=.metadata.creationTimestamp
kubectl get pods --sort-by=.status.podIP -o name
kubectl get pods -l app=web --sort-by=.status.startTime
kubectl get pods -l app=web --sort-by=.metadata.name
kubectl get pods -A --sort-by=.metadata.namespace
kubectl get pods -A --sort-by=.metadata.labels.app
kubectl get pods -A --sort-by=.spec.priority -o custom-columns=NAME:.metadata.name,PRIORITY:.spec.priority
kubectl get pods -A --sort-by='{.status.containerStatuses[0].restartCount}' -o wide
kubectl get pods -A --sort-by=.metadata.generateName -o name
kubectl get pods -A --sort-by=.spec.serviceAccountName -o jsonpath='{.items[*].metadata.name}'
kubectl get pods -A --sort-by=.nosuch
kubectl get pods,deployments,services -A --sort-by=.metadata.name
kubectl get pods -A --sort-by=.metadata.name --no-headers
kubectl logs deploy/web
kubectl delete deployment db
kubectl get events --sort-by=.metadata.name
kubectl describe node node01
