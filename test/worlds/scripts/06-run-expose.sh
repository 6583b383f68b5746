# Pods by hand, and services before them.
kubectl run web --image=nginx --port=80
kubectl run web --image=nginx
kubectl run sleeper --image=busybox --labels=app=sleeper,tier=back --command -- sleep 3600
kubectl run once --image=busybox --restart=Never -- echo hello
kubectl get pods
kubectl logs once
kubectl expose pod web --port=80 --name=front
kubectl expose pod web
kubectl expose pod sleeper
kubectl expose pod web --port=abc --name=x
kubectl expose pod web --name=np --type=NodePort --port=80 --dry-run=client -o yaml
kubectl get svc
kubectl get ep
kubectl describe pod web
kubectl describe pod once
kubectl run x --image=nginx --dry-run=client -o yaml
kubectl run x --image=nginx --dry-run=client -o json
kubectl run x --image=nginx --env=A=b --env=C=d --dry-run=client -o yaml
kubectl run x --image=nginx --port=80 --expose --dry-run=client
kubectl run x --image='a b'
kubectl run x --image=nginx --restart=Foo
kubectl run x --image=nginx --env=A
kubectl run Bad_Name --image=nginx
kubectl exec web -- hostname
kubectl exec web -- cat /etc/hostname
kubectl exec web -- false
kubectl exec web -- sh -c 'exit 3'
kubectl exec web -- nosuch
kubectl exec web ls
kubectl exec web -c nosuch -- ls
kubectl logs web -c nosuch
kubectl exec deploy/nosuch -- ls
kubectl delete pod web sleeper
kubectl delete pod once --now
kubectl delete svc front nosuch
kubectl get pods,svc
