# versions: 1.33, 1.30
# create: jobs, cron jobs, roles, bindings, quotas, budgets, priority classes, ingresses.
kubectl create job
kubectl create job a b --image=busybox
kubectl create job a
kubectl create job a --image=busybox --from=cronjob/x
kubectl create job a --from=cronjob/x -- date
kubectl create job a --from=cronjob/x
kubectl create job a --from=pod/x
kubectl create job my-job --image=busybox --dry-run=client -o yaml -- date
kubectl create job my-job --image=busybox --dry-run=client -o json
kubectl create job my-job --image=busybox
kubectl create job my-job --image=busybox
kubectl create job Bad_Name --image=busybox
kubectl create cronjob
kubectl create cronjob c
kubectl create cronjob c --image=busybox
kubectl create cronjob c --image=busybox --schedule='*/5 * * * *' --dry-run=client -o yaml -- sh -c 'echo hi'
kubectl create cj c --image=busybox --schedule='*/5 * * * *' --restart=Never
kubectl create cj c --image=busybox --schedule='*/5 * * * *'
kubectl get cj
kubectl create job from-c --from=cronjob/c
kubectl create job from-c --from=cronjob/c --dry-run=client -o jsonpath='{.metadata.annotations}'
kubectl get jobs -o name
kubectl create job from-cm --from=cm/kube-root-ca.crt
kubectl create role
kubectl create role r
kubectl create role r --verb=get
kubectl create role r --verb=foo --resource=pods --dry-run=client -o yaml
kubectl create role r --verb=get --resource=nosuch
kubectl create role r --verb=get --resource=/log
kubectl create role r --verb=get,list,get --resource=pods,deploy,rs.apps,pods/log --resource-name=a --resource-name=b --dry-run=client -o yaml
kubectl create role r --verb=get,list,watch --resource=po,svc
kubectl create role r --verb=get --resource=pods
kubectl create role r2 --verb='*' --resource='*' -o yaml --dry-run=client
kubectl create role r3 --verb=bind --resource=pods
kubectl create role r3 --verb=impersonate --resource=users --dry-run=client -o yaml
kubectl create clusterrole
kubectl create clusterrole cr --verb=get
kubectl create clusterrole cr --verb=get --resource=nodes
kubectl create clusterrole cr2 --verb=get --non-resource-url=/logs/* --dry-run=client -o yaml
kubectl create clusterrole cr2 --verb=list --non-resource-url=/logs
kubectl create clusterrole cr2 --verb=get --non-resource-url=logs
kubectl create clusterrole cr2 --verb=get --non-resource-url=/lo*gs
kubectl create clusterrole cr3 --aggregation-rule=a/b=true --verb=get
kubectl create clusterrole cr3 --aggregation-rule=a/b=true,c=d --dry-run=client -o yaml
kubectl create clusterrole cr3 --aggregation-rule=ab
kubectl create rolebinding
kubectl create rolebinding rb
kubectl create rolebinding rb --role=r --clusterrole=cr
kubectl create rolebinding rb --role=r --serviceaccount=x
kubectl create rolebinding rb --role=r --user=jane --user=joe --group=devs --serviceaccount=default:default
kubectl create rolebinding rb --role=r --user=jane
kubectl create rolebinding rb2 --clusterrole=view --user=jane --dry-run=client -o yaml -n kube-system
kubectl get rolebinding rb -o wide
kubectl create clusterrolebinding
kubectl create clusterrolebinding crb --user=a
kubectl create clusterrolebinding crb --clusterrole=cr --group=devs --serviceaccount=a:b
kubectl create clusterrolebinding crb --clusterrole=cr --serviceaccount=a:b:c
kubectl create clusterrolebinding crb2 --clusterrole=cr --dry-run=client -o yaml
kubectl create quota
kubectl create quota q --hard=cpu
kubectl create quota q --hard=cpu=abc
kubectl create quota q --hard=cpu=1,memory=1Gi --scopes=BestEffort, --dry-run=client
kubectl create quota q --hard=cpu=1,memory=1024Mi,pods=10 --dry-run=client -o yaml
kubectl create resourcequota q --hard=pods=20
kubectl create quota q2
kubectl create pdb
kubectl create pdb p
kubectl create pdb p --selector=app=web
kubectl create pdb p --selector=app=web --min-available=1 --max-unavailable=1
kubectl create pdb p --selector=app=web --min-available=1x
kubectl create pdb p --selector=app=web --max-unavailable=x
kubectl create pdb p --selector='app in (a' --min-available=1
kubectl create pdb p --selector='app in (b,a),c' --min-available=50% --dry-run=client -o yaml
kubectl create pdb p --selector=app=web --min-available=1
kubectl create priorityclass
kubectl create pc high --value=1000 --description=high --dry-run=client -o yaml
kubectl create pc high --value=1000
kubectl create pc high --value=x
kubectl get pc high
kubectl create ingress
kubectl create ingress i
kubectl create ingress i --rule=foo
kubectl create ingress i --default-backend=svc
kubectl create ingress i --rule=foo.com/=svc:80 --annotation=a
kubectl create ingress i --rule='foo.com/bar*=svc:80,tls=cert' --rule=foo.com/x=svc:http --rule=bar.com/=svc2:90,tls --class=nginx --annotation a=b --annotation c= --dry-run=client -o yaml
kubectl create ing i --rule='foo.com/*=svc:80,tls=cert'
kubectl create ing i2 --default-backend=svc:80
kubectl get ing
kubectl create token
kubectl create token default --duration=-1s
kubectl create token default --duration=1500ms
kubectl create token default --bound-object-name=x
kubectl create token default --bound-object-kind=x
kubectl create token default --bound-object-kind=Pod
kubectl create token default --audience=
kubectl create token nosuch
