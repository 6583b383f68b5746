# versions: 1.33
# A server that nobody listens at.
kubectl cluster-info -s http://127.0.0.1:1
kubectl explain pod -s http://127.0.0.1:1
kubectl explain pod.spec -s http://127.0.0.1:1
kubectl explain nosuch -s http://127.0.0.1:1
kubectl explain pod --api-version=v1 -s http://127.0.0.1:1
kubectl create role r --verb=get --resource=pods --dry-run=client -s http://127.0.0.1:1
kubectl create clusterrole r --verb=get --resource=pods,deployments -s http://127.0.0.1:1
kubectl create clusterrole r --verb=get --non-resource-url=/x -s http://127.0.0.1:1
kubectl auth can-i get pods -s http://127.0.0.1:1
kubectl top pod -s http://127.0.0.1:1
kubectl api-versions -s http://127.0.0.1:1
kubectl api-resources -s http://127.0.0.1:1
kubectl wait --for=create pod/x -s http://127.0.0.1:1
kubectl events -s http://127.0.0.1:1
kubectl events --for pod/x -s http://127.0.0.1:1
kubectl rollout restart deploy/x -s http://127.0.0.1:1
kubectl drain n -s http://127.0.0.1:1
kubectl port-forward pod/x 80 -s http://127.0.0.1:1
kubectl create token default -s http://127.0.0.1:1
kubectl create job x --from=cronjob/y -s http://127.0.0.1:1
kubectl cp x:/y z -s http://127.0.0.1:1
kubectl autoscale deploy x --max=3 -s http://127.0.0.1:1
kubectl debug x --image=busybox -s http://127.0.0.1:1
kubectl diff -f /dev/null -s http://127.0.0.1:1
kubectl get --raw / -s http://127.0.0.1:1
kubectl cordon n -s http://127.0.0.1:1
kubectl version -s http://127.0.0.1:1
kubectl run x --image=y -s http://127.0.0.1:1
kubectl run x --image=y --dry-run=client -s http://127.0.0.1:1
kubectl set image deploy/x a=b -s http://127.0.0.1:1
kubectl auth whoami -s http://127.0.0.1:1
kubectl certificate approve x -s http://127.0.0.1:1
kubectl attach x -s http://127.0.0.1:1
kubectl get pods,svc -s http://127.0.0.1:1
kubectl get pods x -s http://127.0.0.1:1
kubectl get pod/x svc/y -s http://127.0.0.1:1
kubectl delete pod x -s http://127.0.0.1:1
kubectl describe pod/x -s http://127.0.0.1:1
kubectl apply -f /dev/null -s http://127.0.0.1:1
kubectl create deployment x --image=y -s http://127.0.0.1:1
kubectl logs x -s http://127.0.0.1:1
kubectl exec x -- ls -s http://127.0.0.1:1
kubectl exec -s http://127.0.0.1:1 x -- ls
kubectl exec -s http://127.0.0.1:1 deploy/x -- ls
kubectl logs -s http://127.0.0.1:1 deploy/x
kubectl label -s http://127.0.0.1:1 pod x a=b
kubectl annotate -s http://127.0.0.1:1 pod/x a=b
kubectl scale -s http://127.0.0.1:1 deploy x --replicas=2
kubectl scale -s http://127.0.0.1:1 deploy/x --replicas=2
kubectl edit -s http://127.0.0.1:1 deploy/x
kubectl expose -s http://127.0.0.1:1 deploy/x --port=80
kubectl patch -s http://127.0.0.1:1 deploy/x -p '{}'
kubectl taint -s http://127.0.0.1:1 node x a=b:NoSchedule
kubectl get all -s http://127.0.0.1:1
kubectl auth can-i get pods -s http://127.0.0.1:1
kubectl auth can-i get nosuch -s http://127.0.0.1:1
kubectl auth can-i --list -s http://127.0.0.1:1
kubectl create token default -s http://127.0.0.1:1
kubectl create deployment x --image=y -s http://127.0.0.1:1
kubectl create deployment x --image=y -s http://127.0.0.1:1 --dry-run=server
kubectl create deployment x --image=y -s http://127.0.0.1:1 --dry-run=client
kubectl create namespace x -s http://127.0.0.1:1
kubectl create configmap x -s http://127.0.0.1:1
kubectl create secret generic x -s http://127.0.0.1:1
kubectl create service clusterip x --tcp=80 -s http://127.0.0.1:1
kubectl create sa x -s http://127.0.0.1:1 --validate=false
kubectl create quota x -s http://127.0.0.1:1
kubectl create job x --image=y -s http://127.0.0.1:1
kubectl create role x --verb=get --resource=pods -s http://127.0.0.1:1
kubectl create ingress x --rule=a/b=c:80 -s http://127.0.0.1:1
kubectl create clusterrolebinding x --clusterrole=y -s http://127.0.0.1:1
kubectl create pdb x --selector=a=b --min-available=1 -s http://127.0.0.1:1
kubectl create priorityclass x --value=1 -s http://127.0.0.1:1
kubectl create cronjob x --image=y --schedule='* * * * *' -s http://127.0.0.1:1
