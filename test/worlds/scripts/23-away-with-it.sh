# Deleting too much, too little, or the wrong thing.
kubectl create deployment web --image=nginx --replicas=2
kubectl create deployment db --image=redis
kubectl run lone --image=busybox -- sleep 3600
kubectl expose deployment web --port=80
kubectl create ns dev
kubectl create cm a --from-literal=x=1 -n dev
kubectl get all
kubectl get all -A -o name | sort | grep -v kube-system
kubectl get all -n dev
kubectl get all web
kubectl get all/web
kubectl get all -l app=db -o name | sed 's/-[a-z0-9]*$//'
kubectl get all,cm -n dev -o name
kubectl get all -o wide --no-headers | awk '{print NF}' | sort -n | uniq -c | tr -s ' '
kubectl delete
kubectl delete all
kubectl delete pods
kubectl delete pod --all -l app=web
kubectl delete pod lone --all
kubectl delete pod lone -l run=lone
kubectl delete pod -l app=nosuch
kubectl delete pod -l
kubectl delete pod -all
kubectl delete pod --al
kubectl delete pod lone,web
kubectl delete pod lone web
kubectl delete pod/lone
kubectl delete deploy/web svc/web pod
kubectl delete deploy web svc web
kubectl get deploy,svc
kubectl delete deploy,svc web
kubectl delete deploy,svc -l app=db
kubectl delete deploy db --now --grace-period=5
kubectl delete deploy --grace-period=x
kubectl delete deploy nosuch --grace-period=-5
kubectl delete cm a
kubectl delete cm a -n dev
kubectl delete cm a -n nosuch
kubectl delete cm --all -A
kubectl delete cm --all-namespaces --all --dry-run=client
kubectl delete ns dev prod
kubectl get ns
kubectl delete ns default
kubectl delete ns kube-system
kubectl delete svc kubernetes
kubectl get svc
kubectl delete node --all --dry-run=client
kubectl delete pod nosuch --force
kubectl delete pod nosuch --force --grace-period=0
kubectl delete -f
kubectl delete -f nosuch.yaml
kubectl delete web
kubectl delete pod web-
kubectl delete pod web-*
kubectl delete 'pod/web-*'
kubectl create deployment web --image=nginx --replicas=3
kubectl delete rs --all
kubectl get rs -o name | wc -l
kubectl delete $(kubectl get pods -l app=web -o name | head -1) | sed 's/web-[a-z0-9-]*/POD/'
kubectl get pods --no-headers | wc -l
kubectl get pods -o name | xargs kubectl delete --wait=false | wc -l
kubectl delete pod $(kubectl get pods -l app=none -o name)
kubectl get pods -o name -l app=none | xargs -r kubectl delete
kubectl get pods -o name -l app=none | xargs kubectl delete
for d in $(kubectl get deploy -o name); do kubectl delete $d; done
kubectl get all
kubectl delete all --all
kubectl delete everything
kubectl delete pod lone --ignore-not-found --wait=maybe
kubectl delete pod lone --cascade=yes
kubectl delete pod lone --cascade=true
kubectl delete pod lone -o name
kubectl delete pod lone -o json
kubectl delete pod lone --dry-run
kubectl delete pod lone --dry-run=yes
kubectl delete --all
kubectl delete --all pods
kubectl delete pods --all
kubectl delete po,deploy --all
kubectl delete deploy web --timeout=forever
kubectl delete pod - < /dev/null
